package phone_test

import (
	"context"
	"fmt"
	"testing"
)

// in is a selector inside a person's phone.
func in(user int64, selector string) string { return fmt.Sprintf("#hp-%d %s", user, selector) }

func TestSmoke(t *testing.T) {
	browser := startBrowser(t)
	_ = context.Background
	w := newWorld(t, phoneOptions())
	w.robot.wake()
	p := w.open(browser, "")
	p.click(in(siti, ".start"))
	p.wait(shows(siti, "Selamat datang"))
}
