package main

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
)

// need checks what a machine has to bring: Go, Node, Python and make. Each lack is one sentence.
func need(ctx context.Context) error {
	for _, tool := range []struct{ name, get string }{
		{"go", "Install Go 1.26 or newer (go.dev/dl)."},
		{"node", "Install Node.js 20 or newer (nodejs.org)."},
		{"npm", "Install npm, which comes with Node.js."},
		{"python3", "Install Python 3.11 or newer (python.org)."},
	} {
		if _, err := exec.LookPath(tool.name); err != nil {
			return fmt.Errorf("%s is missing. %s", tool.name, tool.get)
		}
	}
	node, err := output(ctx, "node", "--version")
	if err != nil {
		return err
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(node, "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < 20 {
		return fmt.Errorf("node is %s. Install Node.js 20 or newer (nodejs.org)", node)
	}
	if _, err := output(ctx, "python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"); err != nil {
		return fmt.Errorf("python3 is older than 3.11. Install Python 3.11 or newer (python.org)")
	}
	if _, err := output(ctx, "python3", "-m", "pip", "--version"); err != nil {
		return fmt.Errorf("python3 has no pip. Install it (on Debian and Ubuntu: apt-get install python3-pip)")
	}
	return nil
}

// needPort says so when somebody listens at the port already.
func needPort(ctx context.Context, port int, what string) error {
	l, err := listen(ctx, "127.0.0.1", strconv.Itoa(port))
	if err != nil {
		return fmt.Errorf("port %d, which the %s needs, is taken: another `make run` or another program listens there; stop it and try again", port, what)
	}
	return l.Close()
}

// freePort finds a port nobody listens at.
func freePort(ctx context.Context) (int, error) {
	l, err := listen(ctx, "127.0.0.1", "0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func listen(ctx context.Context, host, port string) (net.Listener, error) {
	var config net.ListenConfig
	return config.Listen(ctx, "tcp", net.JoinHostPort(host, port))
}
