package request

import (
	"log/slog"
	"os"
	"strings"
)

// surroundings are the options that environment variables set. An empty variable
// is not there.
type surroundings struct {
	baseURL   string
	secrets   []namedText
	variables []namedText
}

// WithDefaults returns the option of a client that takes what the caller leaves
// out from the environment, which is read once, now.
func WithDefaults(api *API) Option {
	found := &surroundings{baseURL: os.Getenv(api.EnvironmentPrefix + "_BASE_URL")}
	for _, option := range api.Options {
		if value := variable(option.Environment); value != "" {
			found.secrets = append(found.secrets, namedText{option.Name, value})
		}
	}
	for _, part := range api.Variables {
		if value := variable(part.Environment); value != "" {
			found.variables = append(found.variables, namedText{part.Name, value})
		}
	}
	logger := loggerOf(os.Getenv(api.EnvironmentPrefix + "_LOG"))
	shared := new(tokens)
	standard := api.following(defaultClient())
	return func(c *Config) error {
		c.surroundings = found
		c.tokens = shared
		c.standard = standard
		c.logger = logger
		return nil
	}
}

func variable(name string) string {
	if name == "" {
		return ""
	}
	return os.Getenv(name)
}

// loggerOf returns a logger to standard error; nil if the level is none of
// debug, info, warning and error, since a mistake in the environment must not
// stop a program.
func loggerOf(level string) *slog.Logger {
	var least slog.Level
	switch strings.ToLower(strings.TrimSpace(level)) {
	case "debug":
		least = slog.LevelDebug
	case "info":
		least = slog.LevelInfo
	case "warning", "warn":
		least = slog.LevelWarn
	case "error":
		least = slog.LevelError
	default:
		return nil
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: least}))
}
