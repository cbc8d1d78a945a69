module github.com/cloudflare/cloudflare-go

go 1.23
