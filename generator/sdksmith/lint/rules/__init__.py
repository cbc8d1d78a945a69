"""The rules, a module each, named after what it finds; `lint.rule.Rule` says what is in one."""
