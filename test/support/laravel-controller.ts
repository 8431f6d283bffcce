/** The path of `openController` in a repository. */
export const CONTROLLER_PATH = 'app/Http/Controllers/AcmeWebhookController.php';

/**
 * A Laravel controller whose action, on line 4, does its work after the given lines. The class is left open, so that
 * methods can be added.
 */
export const openController = (...lines: readonly string[]): string[] => [
  '<?php',
  'use App\\Services\\PlanService;',
  'class AcmeWebhookController extends Controller {',
  '  public function handle(Request $request) {',
  ...lines,
  "    Order::find($request->input('id'))->update(['status' => 'paid']);",
  '  }',
];
