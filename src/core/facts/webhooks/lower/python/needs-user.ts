/** Decorators, permissions and classes that require a signed-in user. */
export const GUARDED =
  /\b(?:login_required|permission_required|jwt_required|staff_member_required|user_passes_test|IsAuthenticated|IsAdminUser|requires_auth|admin_required|token_required|roles_required|auth_required)\b/;

/** Whether parameters, dependencies or a body require a signed-in user. */
export const requiresUser = (source: string): boolean =>
  /get_current_(?:active_)?(?:user|admin|superuser)|current_user|require_(?:admin|user|auth|login)|verify_jwt|get_api_user|require_permission/i.test(
    source,
  ) || AUTHENTICATED.test(source);

/**
 * A parameter whose type is an authenticated caller: `entity: AuthenticatedEntity = Depends(...)`. An authenticated
 * body or event is that of a webhook instead.
 */
const AUTHENTICATED =
  /:\s{0,5}(?:[\w.]{1,60}\.)?Authenticated(?!Web|Hook|Payload|Body|Request|Event|Message|Data|Bytes)[A-Z]\w{0,30}\s{0,5}=\s{0,5}(?:\w{1,30}\.)?(?:Depends|Security)\(/;
