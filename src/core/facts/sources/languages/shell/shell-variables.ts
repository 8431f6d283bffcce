/**
 * Variables that shells, terminals and desktops set. Only names with an underscore are listed, because others are
 * skipped anyway.
 */
const OWN = new Set(
  (
    'DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY DESKTOP_SESSION PROMPT_COMMAND ' +
    'TERM_PROGRAM TERM_PROGRAM_VERSION COLOR_TERM LS_COLORS SUDO_USER SUDO_UID SUDO_GID SUDO_COMMAND NO_COLOR FORCE_COLOR'
  ).split(' '),
);
const OWN_PREFIXES = [
  'BASH_',
  'ZSH_',
  'COMP_',
  'LC_',
  'XDG_',
  'SSH_AUTH',
  'SSH_CONNECTION',
  'SSH_TTY',
  'READLINE_',
  'HIST_',
];

/** True for a variable that the shell or its environment sets. */
export function isShellsOwn(name: string): boolean {
  return OWN.has(name) || OWN_PREFIXES.some((prefix) => name.startsWith(prefix));
}
