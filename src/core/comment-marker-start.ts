/**
 * The beginning of the marker in each of the App's comments. The report writes and parses the whole marker; the GitHub
 * adapter finds the comment by this prefix.
 */
export const COMMENT_MARKER_START = '<!-- integration-audit:v1 ';
