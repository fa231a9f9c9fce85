package localservices

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clusterNodes is the least that a Redis Cluster has: a majority of them is there when one is not.
const clusterNodes = 3

// slots is how many slots a Redis Cluster has, which its nodes share out.
const slots = 16384

// RedisCluster is a Redis Cluster of three masters without replicas, for tests.
type RedisCluster struct {
	// Addresses are host and port of the nodes.
	Addresses []string

	folder *folder
	nodes  []*service
}

// StartRedisCluster runs one over a folder that is removed on Stop; it keeps nothing.
func StartRedisCluster(ctx context.Context) (*RedisCluster, error) {
	f, err := openFolder(ctx, Options{Throwaway: true})
	if err != nil {
		return nil, err
	}
	c := &RedisCluster{folder: f}
	err = c.start(ctx)
	if err == nil {
		err = c.join(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start a Redis Cluster: %w", err), c.Stop(ctx))
	}
	return c, nil
}

func (c *RedisCluster) start(ctx context.Context) error {
	p, err := findRedis(ctx, c.folder.owner)
	if err != nil {
		return err
	}
	for i := range clusterNodes {
		client, bus, err := twoPorts()
		if err != nil {
			return err
		}
		dir := filepath.Join(c.folder.path, "node-"+strconv.Itoa(i))
		if err := c.folder.owner.makeDir(dir); err != nil {
			return err
		}
		address := net.JoinHostPort("127.0.0.1", client)
		node, err := serve(ctx, c.folder, server{
			kind: "Redis" + strconv.Itoa(i), program: p, dir: dir, stop: syscall.SIGTERM,
			args: []string{
				"--bind", "127.0.0.1", "--port", client, "--cluster-enabled", "yes", "--cluster-port", bus, "--dir", dir,
				"--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--cluster-node-timeout", "5000",
			},
			answers: func(ctx context.Context) bool {
				answer, err := ask(ctx, address, "PING")
				return err == nil && answer == "PONG"
			},
		})
		if err != nil {
			return err
		}
		c.Addresses, c.nodes = append(c.Addresses, address), append(c.nodes, node)
		first, last := i*slots/clusterNodes, (i+1)*slots/clusterNodes-1
		if _, err := ask(ctx, address, fmt.Sprintf("CLUSTER ADDSLOTSRANGE %d %d", first, last)); err != nil {
			return err
		}
		if i > 0 {
			if _, err := ask(ctx, c.Addresses[0], fmt.Sprintf("CLUSTER MEET 127.0.0.1 %s %s", client, bus)); err != nil {
				return err
			}
		}
	}
	return nil
}

// join waits until each node knows all others and where every slot is.
func (c *RedisCluster) join(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	return poll(ctx, func() (bool, error) {
		for _, address := range c.Addresses {
			info, err := ask(ctx, address, "CLUSTER INFO")
			if err != nil {
				return false, err
			}
			if !strings.Contains(info, "cluster_state:ok") || !strings.Contains(info, fmt.Sprintf("cluster_size:%d\r", clusterNodes)) {
				return false, nil
			}
		}
		return true, nil
	})
}

// Stop ends the nodes and removes what they had.
func (c *RedisCluster) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer cancel()
	var failures []error
	for _, node := range c.nodes {
		failures = append(failures, node.stop(ctx))
	}
	return errors.Join(append(failures, c.folder.close())...)
}

// twoPorts are free now. Another program may take one before the node does; then it does not start.
func twoPorts() (first, second string, err error) {
	var ports [2]string
	for i := range ports {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", "", err
		}
		defer listener.Close() // both are held until both are known
		_, ports[i], _ = net.SplitHostPort(listener.Addr().String())
	}
	return ports[0], ports[1], nil
}

// ask sends one command in the form that people type and reads the answer, a line or a text.
func ask(ctx context.Context, address, command string) (string, error) {
	conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return "", err
	}
	if _, err := fmt.Fprintf(conn, "%s\r\n", command); err != nil {
		return "", err
	}
	answers := bufio.NewReader(conn)
	line, err := answers.ReadString('\n')
	if err != nil {
		return "", err
	}
	kind, rest := line[0], strings.TrimSpace(line[1:])
	switch kind {
	case '+':
		return rest, nil
	case '$':
		length, err := strconv.Atoi(rest)
		if err != nil || length < 0 {
			return "", fmt.Errorf("%s: Redis answers %q", command, line)
		}
		text := make([]byte, length)
		_, err = io.ReadFull(answers, text)
		return string(text), err
	}
	return "", fmt.Errorf("%s: %s", command, rest)
}
