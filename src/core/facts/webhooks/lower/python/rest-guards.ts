import { identifier, propertyName } from '../spelling.ts';

/**
 * The checks that Django REST framework makes before a view, by its `permission_classes` and `authentication_classes`,
 * as statements. A permission returns its verdict, authentication rejects by throwing
 * (https://www.django-rest-framework.org/api-guide/permissions/,
 * https://www.django-rest-framework.org/api-guide/authentication/).
 *
 * @param written the fields of a class, or the decorators of a function.
 */
export function restGuards(written: string): string {
  const permissions = classesOf(written, 'permission');
  const isOpen = letsAllIn(written);
  const authenticators = (classesOf(written, 'authentication') ?? []).filter(
    (each) => !isOpen || !OF_FRAMEWORK.test(each),
  );
  return [
    ...authenticators.slice(0, MAX_GUARDS).map((each) => `${spelled(each)}.authenticate(request);`),
    ...(permissions ?? [])
      .filter((each) => !OPEN.test(each))
      .slice(0, MAX_GUARDS)
      .map((each) => `if (!(${spelled(each)}.has_permission(request))) throw 'forbidden';`),
  ].join(' ');
}

/** Whether a view explicitly requires no permission. */
export const letsAllIn = (written: string): boolean =>
  classesOf(written, 'permission')?.every((each) => OPEN.test(each)) ?? false;

/**
 * The names in `permission_classes = [A, b.C]` or `@permission_classes([A])`; null where it is not set, or computed.
 */
function classesOf(written: string, kind: 'authentication' | 'permission'): string[] | null {
  const [, names] = new RegExp(`\\b${kind}_classes\\s*[=(]\\s*[[(]([\\w\\s.,]{0,300})[\\])]`).exec(written) ?? [];
  return names === undefined ? null : names.split(',').flatMap((each) => /^\s*([\w.]+)\s*$/.exec(each)?.[1] ?? []);
}

const OPEN = /(?:^|\.)AllowAny$/;

/**
 * Authentication classes of the framework, which accept anonymous callers and leave it to permissions to reject them.
 */
const OF_FRAMEWORK = /(?:^|\.)(?:Basic|Session|(?:JWT|JSONWeb)?Token|JWT|JWTCookie|RemoteUser)Authentication$/;

const MAX_GUARDS = 4;

const spelled = (name: string): string => {
  const [first = '', ...rest] = name.split('.');
  return [identifier(first), ...rest.map(propertyName)].join('.');
};
