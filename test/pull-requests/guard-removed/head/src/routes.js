const { guard } = require('./guard');
const pay = require('./stripe-webhook');

router.post('/stripe/webhook', pay.webhook);
