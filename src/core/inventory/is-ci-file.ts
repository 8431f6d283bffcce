/** Whether a path is that of a file which defines a pipeline. */
export function isCiFile(path: string): boolean {
  return /^\.github\/|(?:^|\/)(?:\.gitlab-ci|\.circleci|azure-pipelines|bitbucket-pipelines)/.test(path);
}
