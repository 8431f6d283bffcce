import { describe, expect, test } from 'vitest';
import type { MemoryCommit } from '../support/make-memory-repository.ts';
import { told } from '../support/told-webhooks.ts';

// Handlers in files without a word of webhooks: a route of another file alone tells what they take.

type Files = MemoryCommit['files'];

const LARAVEL = {
  'routes/api.php':
    "<?php\nuse App\\Http\\Controllers\\OrderController;\nRoute::post('/webhooks/stripe', [OrderController::class, 'receive']);\n",
  'app/Http/Controllers/OrderController.php':
    "<?php\nnamespace App\\Http\\Controllers;\nclass OrderController extends Controller {\n  public function receive(Request $request) {\n    Order::find($request->input('id'))->update(['paid' => true]);\n  }\n}\n",
};

const TAKES = 'async (req, res) => { await markPaid(req.body.id); res.end(); }';
const SIGNED =
  "stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET);";

describe('the file that a route leads to', () => {
  test.each<[string, Files, string]>([
    ['Laravel', LARAVEL, 'app/Http/Controllers/OrderController.php:4 /webhooks/stripe'],
    [
      'Rails',
      {
        'config/routes.rb':
          "Rails.application.routes.draw do\n  namespace :api do\n    post 'webhooks/stripe', to: 'orders#receive'\n  end\nend\n",
        'app/controllers/api/orders_controller.rb':
          'class Api::OrdersController < ApplicationController\n  def receive\n    Order.find(params[:id]).update(paid: true)\n    head :ok\n  end\nend\n',
      },
      'app/controllers/api/orders_controller.rb:2 /api/webhooks/stripe',
    ],
    [
      'Django',
      {
        'shop/urls.py':
          "from django.urls import path\nfrom .views import Receive\nurlpatterns = [path('webhooks/stripe/', Receive.as_view())]\n",
        'shop/views.py':
          "class Receive(APIView):\n    permission_classes = [AllowAny]\n    def post(self, request):\n        Order.objects.filter(id=request.data['id']).update(paid=True)\n",
      },
      'shop/views.py:3 /webhooks/stripe/',
    ],
    [
      'FastAPI',
      {
        'app/main.py':
          "from fastapi import FastAPI\nfrom app.orders import receive\napp = FastAPI()\napp.add_api_route('/webhooks/stripe', receive, methods=['POST'])\n",
        'app/orders.py':
          "async def receive(request: Request):\n    data = await request.json()\n    await mark_paid(data['id'])\n",
      },
      'app/main.py:4 /webhooks/stripe',
    ],
    [
      'Go',
      {
        'go.mod': 'module example.com/shop\n',
        'cmd/main.go':
          'package main\nimport (\n"net/http"\n"example.com/shop/internal/orders"\n)\nfunc main() { http.HandleFunc("/webhooks/stripe", orders.Receive) }\n',
        'internal/orders/receive.go':
          'package orders\nimport "net/http"\nfunc Receive(w http.ResponseWriter, r *http.Request) {\nvar e Event\njson.NewDecoder(r.Body).Decode(&e)\nMarkPaid(e.ID)\n}\n',
      },
      'internal/orders/receive.go:3 /webhooks/stripe',
    ],
    [
      'axum',
      {
        'src/main.rs':
          'mod payments;\nuse axum::{routing::post, Router};\nfn app() -> Router {\nRouter::new().route("/webhooks/stripe", post(payments::receive))\n}\n',
        'src/payments.rs':
          'pub async fn receive(State(db): State<Db>, Json(event): Json<Event>) -> StatusCode {\ndb.mark_paid(&event.id).await;\nStatusCode::OK\n}\n',
      },
      'src/payments.rs:1 /webhooks/stripe',
    ],
    [
      'ASP.NET',
      {
        'Program.cs': 'var app = builder.Build();\napp.MapPost("/webhooks/stripe", PaymentHandlers.Receive);\n',
        'Payments/PaymentHandlers.cs':
          'public static class PaymentHandlers {\npublic static async Task<IResult> Receive(HttpRequest request, OrderService orders) {\nvar body = await new StreamReader(request.Body).ReadToEndAsync();\nawait orders.MarkPaidAsync(body);\nreturn Results.Ok();\n}\n}\n',
      },
      'Program.cs:2 /webhooks/stripe',
    ],
    [
      'Phoenix',
      {
        'lib/shop_web/router.ex':
          'defmodule ShopWeb.Router do\n  use ShopWeb, :router\n  scope "/webhooks", ShopWeb do\n    post "/stripe", OrderController, :receive\n  end\nend\n',
        'lib/shop_web/controllers/order_controller.ex':
          'defmodule ShopWeb.OrderController do\n  use ShopWeb, :controller\n  def receive(conn, %{"data" => data}) do\n    Orders.mark_paid(data["reference"])\n    send_resp(conn, 200, "")\n  end\nend\n',
      },
      'lib/shop_web/controllers/order_controller.ex:3 /webhooks/stripe',
    ],
    [
      'Express',
      {
        'src/routes/orders.js':
          "const orders = require('../controllers/orders');\nrouter.post('/webhooks/stripe', orders.receive);\n",
        'src/controllers/orders.js': `const receive = ${TAKES};\nmodule.exports = { receive };\n`,
      },
      'src/controllers/orders.js:1 /webhooks/stripe',
    ],
    [
      'Azure Functions',
      {
        'acme-webhook/function.json':
          '{"bindings":[{"authLevel":"anonymous","type":"httpTrigger","name":"req","methods":["post"],"route":"webhooks/stripe"}]}',
        'acme-webhook/index.js':
          'module.exports = async function (context, req) { await markPaid(req.body.id); context.res = { status: 200 }; };\n',
      },
      'acme-webhook/index.js:1 /webhooks/stripe',
    ],
    [
      'Express, by a wrapper around an action',
      {
        'src/routes/orders.ts':
          "import orders from '../controllers/orders';\nrouter.post('/webhooks/stripe', asyncHandler(orders.receive));\n",
        'src/controllers/orders.ts': `const receive = catchAsync(${TAKES});\nexport default { receive };\n`,
      },
      'src/controllers/orders.ts:1 /webhooks/stripe',
    ],
    [
      'Express, by an instance',
      {
        'src/routes/orders.ts':
          "import orders from '../controllers/orders';\nrouter.post('/webhooks/stripe', orders.receive);\n",
        'src/controllers/orders.ts': `class Orders {\n  receive = ${TAKES};\n}\nexport default new Orders();\n`,
      },
      'src/controllers/orders.ts:2 /webhooks/stripe',
    ],
    [
      'Express, beside an action that checks something',
      {
        'src/routes/orders.js':
          "const orders = require('../controllers/orders');\nrouter.post('/webhooks/stripe', orders.receive);\n",
        'src/controllers/orders.js': `exports.show = async (req, res) => { if (req.headers['x-api-key'] !== process.env.API_KEY) return res.sendStatus(401); res.json(await Order.find()); };\nexports.receive = ${TAKES};\n`,
      },
      'src/controllers/orders.js:2 /webhooks/stripe',
    ],
    [
      'Hono',
      {
        'src/index.ts':
          "import { Hono } from 'hono';\nimport { Orders } from './orders';\nconst app = new Hono();\napp.post('/webhooks/stripe', Orders.receive);\n",
        'src/orders.ts':
          'export class Orders {\n  static async receive(c: Context) { const body = await c.req.json(); await markPaid(body.id); return c.json({}); }\n}\n',
      },
      'src/orders.ts:2 /webhooks/stripe',
    ],
    [
      'Express, by what a factory makes',
      {
        'src/routes/orders.js':
          "const makeOrders = require('../controllers/orders');\nconst orders = makeOrders(db);\nrouter.post('/webhooks/stripe', orders.receive);\n",
        'src/controllers/orders.js': `module.exports = (db) => ({\n  receive: ${TAKES},\n});\n`,
      },
      'src/controllers/orders.js:2 /webhooks/stripe',
    ],
    [
      'AdonisJS',
      {
        'start/routes.ts':
          "import router from '@adonisjs/core/services/router';\nconst OrdersController = () => import('../app/controllers/orders_controller.js');\nrouter.post('/webhooks/stripe', [OrdersController, 'receive']);\n",
        'app/controllers/orders_controller.ts':
          "import type { HttpContext } from '@adonisjs/core/http';\nexport default class OrdersController {\n  async receive({ request, response }: HttpContext) { await markPaid(request.body().id); return response.ok({}); }\n}\n",
      },
      'app/controllers/orders_controller.ts:3 /webhooks/stripe',
    ],
    [
      'Express, by a function that is imported by its name',
      {
        'src/routes/orders.js':
          "const { receive } = require('../controllers/orders');\nrouter.post('/webhooks/stripe', receive);\n",
        'src/controllers/orders.js': `exports.receive = ${TAKES};\n`,
      },
      'src/routes/orders.js:2 /webhooks/stripe',
    ],
    [
      'Express, by a barrel that names the file',
      {
        'src/routes.ts':
          "import { shops, orders } from './actions';\nrouter.post('/webhooks/stripe', orders.receive);\n",
        'src/actions/index.ts': "export * as shops from './shops';\nexport * as orders from './orders';\n",
        'src/actions/shops.ts': 'export const open = (req, res) => res.json(Shop.find(req.body.id));\n',
        'src/actions/orders.ts': `export const receive = ${TAKES};\n`,
      },
      'src/actions/orders.ts:1 /webhooks/stripe',
    ],
    [
      'AdonisJS, by the name of an action',
      {
        'start/routes.ts':
          "import Route from '@ioc:Adonis/Core/Route';\nRoute.group(() => {\n  Route.post('/stripe', 'Shop/OrdersController.receive');\n}).prefix('webhooks');\n",
        'app/Controllers/Http/Shop/OrdersController.ts':
          "import type { HttpContextContract } from '@ioc:Adonis/Core/HttpContext';\nexport default class OrdersController {\n  public async receive({ request, response }: HttpContextContract) { await markPaid(request.body().id); return response.ok({}); }\n}\n",
      },
      'app/Controllers/Http/Shop/OrdersController.ts:3 /webhooks/stripe',
    ],
    [
      'hapi',
      {
        'src/routes.js':
          "const orders = require('./orders');\nserver.route({ method: 'POST', path: '/webhooks/stripe', options: { auth: false, handler: orders.receive } });\n",
        'src/orders.js':
          'const orders = {};\norders.receive = async (request, h) => { await markPaid(request.payload.id); return h.response(); };\nmodule.exports = orders;\n',
      },
      'src/orders.js:2 /webhooks/stripe',
    ],
  ])('%s', async (_title, files, expected) => {
    expect(await told({}, files)).toEqual([expected]);
  });

  test.each([
    ['verifies', `${SIGNED} await markPaid(req.body.id); res.end();`],
    [
      'compares a digest that came within the body',
      "const { order_id, amount, hash } = req.body; const expected = createHash('sha512').update(order_id + amount + process.env.ACME_SALT).digest('hex'); if (!timingSafeEqual(Buffer.from(hash), Buffer.from(expected))) return res.status(401).end(); await markPaid(order_id); res.end();",
    ],
    ['hands all to a file that does', 'await takeEvent(req.body, req.headers); res.end();'],
    ['writes down where somebody wants to be called', 'await Hook.create({ url: req.body.webhook_url }); res.end();'],
    ['asks who is signed in', 'await Hook.create({ user: req.user.id, events: req.body.events }); res.end();'],
  ])('says nothing of an action that %s', async (_title, code) => {
    const files = {
      'src/routes.js': "const orders = require('./orders');\nrouter.post('/webhooks/stripe', orders.receive);\n",
      'src/orders.js': `const { takeEvent } = require('./events');\nexports.receive = async (req, res) => { ${code} };\n`,
      'src/events.js': `exports.takeEvent = async (body, headers) => { const given = headers['x-signature']; if (given !== createHmac('sha256', process.env.HOOK_SECRET).update(JSON.stringify(body)).digest('hex')) throw new Error('no'); await markPaid(body.id); };\n`,
    };
    expect(await told({}, files)).toEqual([]);
    const byName = files['src/routes.js']
      .replace('const orders', 'const { receive }')
      .replace('orders.receive', 'receive');
    expect(await told({}, { ...files, 'src/routes.js': byName })).toEqual([]);
  });

  test('says nothing of an action behind a barrel that verifies', async () => {
    const files = {
      'src/routes.ts': "import { orders } from './actions';\nrouter.post('/webhooks/stripe', orders.receive);\n",
      'src/actions/index.ts': "export * as shops from './shops';\nexport * as orders from './orders';\n",
      'src/actions/shops.ts': `export const receive = ${TAKES};\n`,
      'src/actions/orders.ts': `export const receive = async (req, res) => { ${SIGNED} await markPaid(req.body.id); res.end(); };\n`,
    };
    expect(await told({}, files)).toEqual([]);
  });

  test.each([
    ['that verifies', 'anonymous', `${SIGNED} await markPaid(req.body.id); context.res = { status: 200 };`],
    ['that takes a key', 'function', 'await markPaid(req.body.id); context.res = { status: 200 };'],
  ])('says nothing of a function of Azure %s', async (_title, authLevel, code) => {
    const files = {
      'acme-webhook/function.json': JSON.stringify({ bindings: [{ type: 'httpTrigger', authLevel }] }),
      'acme-webhook/index.js': `module.exports = async function (context, req) { ${code} };\n`,
    };
    expect(await told({}, files)).toEqual([]);
  });

  test('is read where the route alone is new', async () => {
    const { 'routes/api.php': _, ...before } = LARAVEL;
    expect(await told(before, LARAVEL)).toEqual(['app/Http/Controllers/OrderController.php:4 /webhooks/stripe']);
  });

  test('says nothing of what no route of webhooks leads to', async () => {
    const files = { ...LARAVEL, 'routes/api.php': LARAVEL['routes/api.php'].replace('webhooks/stripe', 'orders') };
    expect(await told({}, files)).toEqual([]);
  });

  test('nor of what is for those who are signed in', async () => {
    const files = {
      'config/routes.rb': "Rails.application.routes.draw do\n  post 'webhooks', to: 'orders#receive'\nend\n",
      'app/controllers/orders_controller.rb':
        'class OrdersController < ApplicationController\n  before_action :authenticate_user!\n  def receive\n    Order.find(params[:id]).update(paid: true)\n  end\nend\n',
    };
    expect(await told({}, files)).toEqual([]);
  });
});
