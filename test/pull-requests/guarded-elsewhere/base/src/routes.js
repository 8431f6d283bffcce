const { guard } = require('./guard');
const pay = require('./pay');

router.post('/stripe/webhook', guard, pay.webhook);
