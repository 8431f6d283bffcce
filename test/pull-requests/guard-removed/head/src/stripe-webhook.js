exports.webhook = async (req, res) => {
  await fulfilOrder(req.body);
  res.json({});
};
