/** `'Api/WebhooksController.handle'`, a controller method by name */
const ACTION = /^((?:[A-Z]\w{0,40}\/){0,4}[A-Z]\w{0,60}Controller)\.([a-z]\w{0,60})$/;

/** Whether a string in a route names a controller method. */
export const namesAction = (text: string): boolean => ACTION.test(text);

/**
 * The controller method that an AdonisJS route names, and its file relative to the routes in `start/`
 * (https://v5-docs.adonisjs.com/guides/controllers#creating-a-controller); null for any other string.
 */
export function actionOf(text: string): { module: string; member: string } | null {
  const [, controller, member] = ACTION.exec(text) ?? [];
  return controller && member ? { module: `../app/Controllers/Http/${controller}`, member } : null;
}
