package request

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// logRequest writes what is sent, at debug level, without the body.
func (x *exchange) logRequest() { x.api.logRequest(x.config.logger, x.last, x.retries) }

// logResponse writes what came back, at debug level, without the body.
func (x *exchange) logResponse(response *http.Response) {
	x.api.logResponse(x.config.logger, response)
}

func (x *exchange) logRetry(pause time.Duration) {
	if logger := x.config.logger; logger != nil {
		logger.Info("retrying", "method", x.method, "wait", pause)
	}
}

func (a *API) logRequest(logger *slog.Logger, request *http.Request, retries int) {
	if !isLogged(logger) {
		return
	}
	logger.Debug("request", "method", request.Method, "url", a.shownURL(request.URL).String(),
		"header", a.shownHeader(request.Header), "retries", retries)
}

func (a *API) logResponse(logger *slog.Logger, response *http.Response) {
	if !isLogged(logger) {
		return
	}
	request := response.Request
	logger.Debug("response", "status", response.StatusCode, "method", request.Method,
		"url", a.shownURL(request.URL).String(), "header", a.shownResponseHeader(response))
}

func isLogged(logger *slog.Logger) bool {
	return logger != nil && logger.Enabled(context.Background(), slog.LevelDebug)
}
