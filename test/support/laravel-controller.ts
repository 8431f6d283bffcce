/** Where `openController` stands in a repository. */
export const CONTROLLER_PATH = 'app/Http/Controllers/AcmeWebhookController.php';

/** A controller of Laravel whose action, on line 4, does its work after the given lines; its class is left open for more methods. */
export const openController = (...lines: readonly string[]): string[] => [
  '<?php',
  'use App\\Services\\PlanService;',
  'class AcmeWebhookController extends Controller {',
  '  public function handle(Request $request) {',
  ...lines,
  "    Order::find($request->input('id'))->update(['status' => 'paid']);",
  '  }',
];
