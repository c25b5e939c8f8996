// Package log sets up the one JSON log of a function. Personal data never enters it: types that hold some implement slog.LogValuer.
package log

import (
	"io"
	"log/slog"
)

// New returns a JSON logger at the level that Lambda's AWS_LAMBDA_LOG_LEVEL names; an unknown or empty name is INFO.
func New(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	switch level {
	case "TRACE", "DEBUG":
		l = slog.LevelDebug
	case "WARN":
		l = slog.LevelWarn
	case "ERROR", "FATAL":
		l = slog.LevelError
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: l, ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			a.Key = "timestamp" // the name CloudWatch's JSON logs use
		}
		return a
	}}))
}
