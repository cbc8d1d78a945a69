package request

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// resolveBaseURL returns the URL that paths are appended to, without a slash at
// its end, and whether it is none of the API's own.
func (c *Config) resolveBaseURL() (url string, elsewhere bool, err error) {
	given := c.baseURL
	if given == "" && c.surroundings != nil && c.environment == "" && len(c.variables) == 0 {
		given = c.surroundings.baseURL
		if err := checkBaseURL(given); given != "" && err != nil {
			return "", false, fmt.Errorf("%s_BASE_URL: %w", c.api.EnvironmentPrefix, err)
		}
	}
	if given != "" {
		return strings.TrimRight(given, "/"), true, nil
	}
	own, err := c.ownBaseURL()
	return strings.TrimRight(own, "/"), false, err
}

// ownBaseURL returns the base URL of the chosen environment.
func (c *Config) ownBaseURL() (string, error) {
	if len(c.api.Environments) == 0 {
		return "", errors.New("option.WithBaseURL must be used: the API has no URL of its own")
	}
	chosen := c.api.Environments[0]
	if c.environment != "" {
		index := slices.IndexFunc(c.api.Environments, func(e Environment) bool { return e.Name == c.environment })
		if index < 0 {
			return "", fmt.Errorf("there is no environment %q", c.environment)
		}
		chosen = c.api.Environments[index]
	}
	if !strings.ContainsAny(chosen.URL, "{}") {
		return chosen.URL, checkBaseURL(chosen.URL)
	}
	url, err := c.filledURL(chosen.URL)
	if err != nil {
		return "", err
	}
	return url, checkBaseURL(url)
}

// filledURL puts the server variables into a URL.
func (c *Config) filledURL(template string) (string, error) {
	scheme, rest, _ := strings.Cut(template, "://")
	host, _, _ := strings.Cut(rest, "/")
	host = scheme + "://" + host
	replaced := []string{"{{", "{", "}}", "}"}
	for _, part := range c.api.Variables {
		place := "{" + part.Name + "}"
		if !strings.Contains(template, place) {
			continue
		}
		value, ok := textOf(c.variables, part.Name)
		if !ok && c.surroundings != nil {
			value, ok = textOf(c.surroundings.variables, part.Name)
		}
		if !ok {
			value, ok = part.Default, part.HasDefault
		}
		if !ok {
			return "", fmt.Errorf("option.%s must be used: %q is a part of the base URL %s", part.Option, part.Name, template)
		}
		if strings.Contains(host, place) && endsHost(value, part.Default) {
			return "", fmt.Errorf("%q must not contain a slash: it is a part of %s", part.Name, template)
		}
		replaced = append(replaced, place, value)
	}
	return strings.NewReplacer(replaced...).Replace(template), nil
}

// endsHost reports whether what follows a part of a URL's host would not belong
// to the host any more. Whoever chooses such a part, be it a customer of the
// program, must not choose where credentials go.
func endsHost(value, standard string) bool {
	return strings.Contains(value, `\`) || strings.Contains(value, "/") && !strings.Contains(standard, "/")
}

// checkBaseURL returns an error, which does not repeat the URL since it may hold
// a password, unless the URL is absolute and has neither a query, a fragment nor
// credentials.
func checkBaseURL(url string) error {
	scheme, rest, found := strings.Cut(url, "://")
	scheme = strings.ToLower(scheme)
	host, _, _ := strings.Cut(rest, "/")
	switch {
	case !found || scheme != "http" && scheme != "https":
		return errors.New("the base URL must begin with http:// or https://")
	case host == "":
		return errors.New("the base URL must have a host")
	case strings.ContainsAny(rest, "?#"):
		return errors.New("the base URL must have neither a query nor a fragment")
	case strings.Contains(host, "@"):
		return errors.New("the base URL must not contain credentials; use option.WithHeader for them")
	}
	return nil
}

// isAbsolute reports whether a path is a whole URL.
func isAbsolute(path string) bool {
	return strings.HasPrefix(path, "http://") || strings.HasPrefix(path, "https://")
}

// serverURL is where a method's own server is: at the origin of the base URL if
// it has none itself.
func serverURL(server, base string) string {
	server = strings.TrimRight(server, "/")
	if isAbsolute(server) {
		return server
	}
	scheme, rest, _ := strings.Cut(base, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host + server
}
