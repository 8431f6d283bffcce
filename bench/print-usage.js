// Loaded before a program (`node --import`): writes its peak memory in kilobytes and its seconds of CPU as the last line
// of standard error.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`\n${maxRSS} ${(userCPUTime + systemCPUTime) / 1e6}`);
});
