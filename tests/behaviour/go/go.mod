module behaviour

go 1.23

require github.com/cloudflare/cloudflare-go v0.0.0

replace github.com/cloudflare/cloudflare-go => ../../../generated/go
