// Drawn for this page on a 16 by 16 grid.
const SHAPES = {
  success: '<circle cx="8" cy="8" r="7"/><path class="on" d="m5 8.2 2.1 2.1L11 6.2"/>',
  failure: '<circle cx="8" cy="8" r="7"/><path class="on" d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>',
  neutral: '<circle cx="8" cy="8" r="7"/><path class="on" d="M5 8h6"/>',
  warning: '<path d="M8 1.2 15.2 14H.8Z"/><path class="on" d="M8 6v3.6m0 1.7v.6"/>',
  notice: '<circle cx="8" cy="8" r="7"/><path class="on" d="M8 7.4v4M8 4.6v.6"/>',
  file: '<path class="line" d="M3.5 1.8h5.7l3.3 3.3v9.1h-9Zm5.5 0v3.5h3.5"/>',
  pull: '<circle class="line" cx="4" cy="3.4" r="1.7"/><circle class="line" cx="4" cy="12.6" r="1.7"/><circle class="line" cx="12" cy="12.6" r="1.7"/><path class="line" d="M4 5.1v5.8M12 10.9V6.4a2 2 0 0 0-2-2H7.6m1.8-2L7.4 4.4l2 2"/>',
  app: '<path class="line" d="M2 8a6 6 0 0 1 6-6M5 8a3 3 0 0 1 3-3"/><circle cx="8" cy="8" r="1.4"/><path class="line" d="M14 8a6 6 0 0 1-6 6m3-6a3 3 0 0 1-3 3"/>',
} as const;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): string {
  return `<svg class="icon icon-${name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${SHAPES[name]}</svg>`;
}

/** The icon of a check run's conclusion. */
export function conclusionIcon(conclusion: string): string {
  return icon(conclusion === 'success' || conclusion === 'failure' ? conclusion : 'neutral');
}
