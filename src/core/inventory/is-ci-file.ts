/** True for the path of a file that defines a pipeline. */
export function isCiFile(path: string): boolean {
  return /^\.github\/|(?:^|\/)(?:\.gitlab-ci|\.circleci|azure-pipelines|bitbucket-pipelines)/.test(path);
}
