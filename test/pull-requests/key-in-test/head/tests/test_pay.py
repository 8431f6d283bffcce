KEY = "sk_live_{{alnum:24}}"
