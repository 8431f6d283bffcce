/**
 * How the marker in each comment of the App begins. The report writes and parses the whole marker; the GitHub adapter finds the
 * comment by its beginning.
 */
export const COMMENT_MARKER_START = '<!-- integration-audit:v1 ';
