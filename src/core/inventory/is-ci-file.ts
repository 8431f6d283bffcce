/** Whether a path is one of a pipeline's definition. */
export function isCiFile(path: string): boolean {
  return /^\.github\/|(?:^|\/)(?:\.gitlab-ci|\.circleci|azure-pipelines|bitbucket-pipelines)/.test(path);
}
