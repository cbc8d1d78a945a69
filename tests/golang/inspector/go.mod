module inspector

go 1.23
