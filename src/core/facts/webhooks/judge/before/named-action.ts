/** `'Api/WebhooksController.handle'` */
const ACTION = /^((?:[A-Z]\w{0,40}\/){0,4}[A-Z]\w{0,60}Controller)\.([a-z]\w{0,60})$/;

/** Whether a text that a route is given names the method of a controller. */
export const namesAction = (text: string): boolean => ACTION.test(text);

/**
 * The method of a controller that a route of AdonisJS names, and its file as the routes in `start/` see it
 * (https://v5-docs.adonisjs.com/guides/controllers#creating-a-controller).
 */
export function actionOf(text: string): { module: string; member: string } | null {
  const [, controller, member] = ACTION.exec(text) ?? [];
  return controller && member ? { module: `../app/Controllers/Http/${controller}`, member } : null;
}
