// Frameworks that find an action by the path of its file, or by the names of class and method; the route is written
// nowhere.

/** An action: its file, the source at the start of its class, and its name. */
type Action = { path: string; head: string; name: string };

/**
 * How one framework derives a route from an action, null where it would not call the method; and which routes receive
 * webhooks.
 */
type Placed = { framework: string; receives: RegExp | null; route: (action: Action) => string | null };

/** Routes of shop modules that payment providers call. */
const TOLD_OF_PAYMENTS = /(?:^|[/_])(?:callbacks?|notify|notifications?|ipn|web_?hooks?)(?:$|[/_])/;

/**
 * `Controller/Webhook/Index.php` of a module
 * (https://developer.adobe.com/commerce/php/development/components/routing/).
 */
const MAGENTO: Placed = {
  framework: 'magento',
  receives: TOLD_OF_PAYMENTS,
  route: ({ path, head, name }) => {
    const place = /(?:^|\/)Controller\/(?!Adminhtml\/)(.+)\.php$/.exec(path)?.[1];
    return place !== undefined && name === 'execute' && MAGENTO_ACTION.test(head) ? place : null;
  },
};

/** An action that accepts POST: by the older base class, or by an interface. */
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

/**
 * `controllers/Payment.php` of CodeIgniter 3: class and method form the route; a method that starts with `_` has none.
 */
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

/**
 * A parser of Symfony's webhook component, to which the configuration routes
 * (https://symfony.com/doc/current/webhook.html).
 */
const SYMFONY_PARSER: Placed = {
  framework: 'symfony',
  receives: /^/,
  route: ({ head, name }) => (name === 'doParse' && isParser(head) ? 'webhook' : null),
};

/** Whether the class is such a parser, which receives requests in `doParse`, a method that is not public. */
export const isParser = (head: string): boolean => /\bextends\s+AbstractRequestParser\b/.test(head);

const PLACES: readonly Placed[] = [MAGENTO, OPENCART, PRESTASHOP, CODEIGNITER, SYMFONY_PARSER];

/** What the location of an action shows about it. */
type Place = { framework: string; route: string; kind: 'route' | 'controller' };

/** The route and framework of a public method, by the location of its file; null where no framework would call it. */
export function placedRoute(action: Action): Place | null {
  for (const { framework, receives, route } of PLACES) {
    const found = route(action)?.toLowerCase();
    if (found === undefined) continue;
    return { framework, route: `/${found}`, kind: receives?.test(found) ? 'controller' : 'route' };
  }
  return null;
}
