// A shop in Go whose routes lead to handlers of another package.

/** Path -> lines. */
export type Files = Record<string, string[]>;

/** Gin middleware that verifies the signature. */
export const VERIFY = [
  'package middleware',
  'func VerifySignature() gin.HandlerFunc {',
  '  return func(c *gin.Context) {',
  '    body, _ := io.ReadAll(c.Request.Body)',
  '    mac := hmac.New(sha256.New, []byte(os.Getenv("WEBHOOK_SECRET")))',
  '    mac.Write(body)',
  '    if !hmac.Equal([]byte(c.GetHeader("X-Signature")), []byte(hex.EncodeToString(mac.Sum(nil)))) {',
  '      c.AbortWithStatus(401)',
  '      return',
  '    }',
  '    c.Next()',
  '  }',
  '}',
];

/** A handler in `payments/handler.go`, and a router with the given routes in another package. */
export const goShop = (...routes: readonly string[]): Files => ({
  'go.mod': ['module shop'],
  'middleware/signature.go': VERIFY,
  'payments/handler.go': [
    'package payments',
    'type Handler struct { orders Orders }',
    'func New() *Handler { return &Handler{} }',
    'func NewHandler(db *DB) *Handler { return &Handler{} }',
    'func (h *Handler) Take(c *gin.Context) {',
    '  var in Event',
    '  c.ShouldBindJSON(&in)',
    '  h.orders.MarkPaid(in.ID)',
    '}',
    'func (r *Report) Take(c *gin.Context) {',
    '  var in Event',
    '  c.ShouldBindJSON(&in)',
    '  r.rows.Save(in.ID)',
    '}',
  ],
  'server/router.go': [
    'package server',
    'import (',
    '  "github.com/gin-gonic/gin"',
    '  "shop/middleware"',
    '  "shop/payments"',
    ')',
    'type Server struct { pay *payments.Handler }',
    ...routes,
  ],
});
