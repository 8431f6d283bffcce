// Loaded before a program (`node --import`): writes its peak memory in kilobytes as the last line of standard error.
process.on('exit', () => process.stderr.write(`\n${process.resourceUsage().maxRSS}`));
