// Frameworks that find an action by the place of its file or by the names of class and method: nobody writes the route down.

/** An action: its file, what stands before the body of its class, and its name. */
type Action = { path: string; head: string; name: string };

/** How one framework makes a route of it, null where it would not call the method; and which routes say that they receive. */
type Placed = { framework: string; receives: RegExp | null; route: (action: Action) => string | null };

/** Modules of shops are called so by those who take the money. */
const TOLD_OF_PAYMENTS = /(?:^|[/_])(?:callbacks?|notify|notifications?|ipn|web_?hooks?)(?:$|[/_])/;

/** `Controller/Webhook/Index.php` of a module (https://developer.adobe.com/commerce/php/development/components/routing/). */
const MAGENTO: Placed = {
  framework: 'magento',
  receives: TOLD_OF_PAYMENTS,
  route: ({ path, head, name }) => {
    const place = /(?:^|\/)Controller\/(?!Adminhtml\/)(.+)\.php$/.exec(path)?.[1];
    return place !== undefined && name === 'execute' && MAGENTO_ACTION.test(head) ? place : null;
  },
};

/** An action that takes posts: the older base class, or an interface that says so. */
const MAGENTO_ACTION =
  /\bextends\s+[\w\\]*Action\b|\bimplements\b[\w\\,\s]{0,400}?\b(?:HttpPost\w*|CsrfAware)ActionInterface\b/;

/** `catalog/controller/extension/payment/acme.php`: the method is the last part of the route. */
const OPENCART: Placed = {
  framework: 'opencart',
  receives: TOLD_OF_PAYMENTS,
  route: ({ path, head, name }) => {
    const place = /(?:^|\/)(?:catalog\/)?controller\/((?:extension|payment|api|module|webhook)\/.+)\.php$/.exec(
      path,
    )?.[1];
    return place !== undefined && /\bextends\s+[\w\\]*Controller\b/.test(head) ? `${place}/${name}` : null;
  },
};

/** `controllers/Payment.php` of CodeIgniter 3: class and method are the route; a method with `_` in front is none. */
const CODEIGNITER: Placed = {
  framework: 'php',
  receives: null,
  route: ({ path, head, name }) => {
    const place = /(?:^|\/)controllers\/(.+)\.php$/.exec(path)?.[1];
    const isAction = /\bextends\s+(?:CI|MY|REST|Public|Frontend|Base|App|ClientsArea|Front)_?Controller\b/.test(head);
    return place !== undefined && isAction && !name.startsWith('_') ? `${place}/${name}` : null;
  },
};

/** `controllers/front/notification.php` of a module of PrestaShop. */
const PRESTASHOP: Placed = {
  framework: 'prestashop',
  receives: TOLD_OF_PAYMENTS,
  route: ({ path, head, name }) => {
    const place = /(?:^|\/)controllers\/front\/(\w+)\.php$/.exec(path)?.[1];
    return /\bextends\s+ModuleFrontController\b/.test(head) &&
      /^(?:init|initContent|postProcess|display\w*)$/.test(name)
      ? (place ?? null)
      : null;
  },
};

/** A parser of Symfony's webhook component, which the settings route to (https://symfony.com/doc/current/webhook.html). */
const SYMFONY_PARSER: Placed = {
  framework: 'symfony',
  receives: /^/,
  route: ({ head, name }) => (name === 'doParse' && isParser(head) ? 'webhook' : null),
};

/** Whether the class takes what is sent to it by `doParse`, which is not public. */
export const isParser = (head: string): boolean => /\bextends\s+AbstractRequestParser\b/.test(head);

const PLACES: readonly Placed[] = [MAGENTO, OPENCART, PRESTASHOP, CODEIGNITER, SYMFONY_PARSER];

/** What the place of an action tells of it. */
type Place = { framework: string; route: string; kind: 'route' | 'controller' };

/** The route of a public method by its place, and whose framework finds it so; null where none does. */
export function placedRoute(action: Action): Place | null {
  for (const { framework, receives, route } of PLACES) {
    const found = route(action)?.toLowerCase();
    if (found === undefined) continue;
    return { framework, route: `/${found}`, kind: receives?.test(found) ? 'controller' : 'route' };
  }
  return null;
}
