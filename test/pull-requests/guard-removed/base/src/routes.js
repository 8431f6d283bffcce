const { guard } = require('./guard');
const pay = require('./stripe-webhook');

router.post('/stripe/webhook', guard, pay.webhook);
