package bench

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// certificate is the file with which the bots know the Telegram of the trial.
const certificate = "telegram.pem"

// goer ends the connection after every so many calls: by HTTP/2 with GOAWAY, as net/http does where an answer says that it is to be
// closed, and the calls under way are finished.
type goer struct {
	http.Handler
	every         int64
	calls, modern atomic.Int64
}

// ServeHTTP passes the call on.
func (g *goer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ProtoMajor == 2 {
		g.modern.Add(1)
	}
	if g.calls.Add(1)%g.every == 0 {
		w.Header().Set("Connection", "close")
	}
	g.Handler.ServeHTTP(w, r)
}

// serveGoingAway serves the Bot API by HTTP/2 and ends connections.
func serveGoingAway(w *world) (string, error) {
	every := int64(1000)
	if w.trial.Workers < 100 {
		every = 100
	}
	key, err := w.certify()
	if err != nil {
		return "", fmt.Errorf("make a certificate: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	w.goer = &goer{Handler: w.telegram, every: every}
	server := &http.Server{
		Handler: w.goer, ReadHeaderTimeout: 5 * time.Second, TLSConfig: &tls.Config{Certificates: []tls.Certificate{key}, MinVersion: tls.VersionTLS12},
	}
	w.servers = append(w.servers, server)
	go func() { _ = server.ServeTLS(listener, "", "") }()
	return "https://" + listener.Addr().String(), nil
}

// certify makes a certificate for this machine that lasts an hour, and writes it where the bots look.
func (w *world) certify() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	signed, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})
	return tls.Certificate{Certificate: [][]byte{signed}, PrivateKey: key}, os.WriteFile(filepath.Join(w.dir, certificate), text, 0o600)
}

// countGoings says at the end how many there were; with none, or without HTTP/2, nothing has been shown.
func countGoings(ctx context.Context, w *world) error {
	w.at(ctx, 1)
	calls, modern := w.goer.calls.Load(), w.goer.modern.Load()
	w.note("%d of %d calls came by HTTP/2, %d connections were ended", modern, calls, calls/w.goer.every)
	if modern < calls || calls < w.goer.every {
		return errors.New("no connection of HTTP/2 was ended")
	}
	return nil
}
