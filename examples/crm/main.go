// Command crm is a small customer relations system: it opens cases, asks the other post about them, is told of every change by webhook, and
// answers what other posts ask when tracking says the answer. It keeps everything in memory. README.md says how to run it.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "crm:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	key, secret := os.Getenv("KEY"), os.Getenv("WEBHOOK_SECRET")
	if key == "" || secret == "" {
		return errors.New("set KEY (wpk_…, with the scopes read, raise and reply) and WEBHOOK_SECRET (whsec_…, of its endpoint)")
	}
	crm, err := NewCRM(Exchange{Host: cmp.Or(os.Getenv("HOST"), "http://localhost:8080"), Key: key}, secret)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", cmp.Or(os.Getenv("LISTEN"), "127.0.0.1:8787"))
	if err != nil {
		return err
	}
	fmt.Println("listening at http://" + l.Addr().String())
	server := &http.Server{Handler: crm.Handler(), ReadHeaderTimeout: 5 * time.Second}
	go func() { <-ctx.Done(); _ = server.Close() }()
	go crm.Run(ctx)
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
