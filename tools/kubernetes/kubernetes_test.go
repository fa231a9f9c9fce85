// Package kubernetes holds the manifests in deploy/kubernetes to what they promise, without a cluster: they are built as kubectl builds
// them, read strictly as the API's own types, and every rule is shown to find the mistake it is there for.
package kubernetes

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

const (
	root   = "../.."
	folder = "deploy/kubernetes"
)

// cluster is what the manifests make.
type cluster struct {
	deployment appsv1.Deployment
	service    corev1.Service
	config     corev1.ConfigMap
	ingress    networkingv1.Ingress
	policy     networkingv1.NetworkPolicy
	budget     policyv1.PodDisruptionBudget
}

// build builds the folder, each file of it changed by change, and reads what comes of it. A field that the API does not know is an error.
func build(t *testing.T, change func(text string) string) (cluster, error) {
	t.Helper()
	files := filesys.MakeFsInMemory()
	entries, err := os.ReadDir(filepath.Join(root, folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(root, folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if err := files.WriteFile("/base/"+entry.Name(), []byte(change(string(text)))); err != nil {
			t.Fatal(err)
		}
	}
	var c cluster
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "/base")
	if err != nil {
		return c, err
	}
	types := map[string]any{
		"apps/v1 Deployment": &c.deployment, "v1 Service": &c.service, "v1 ConfigMap": &c.config, "networking.k8s.io/v1 Ingress": &c.ingress,
		"networking.k8s.io/v1 NetworkPolicy": &c.policy, "policy/v1 PodDisruptionBudget": &c.budget,
	}
	for _, resource := range built.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			return c, err
		}
		name := strings.TrimSpace(resource.GetApiVersion() + " " + resource.GetKind())
		into, known := types[name]
		if !known {
			return c, fmt.Errorf("%s is none of the kinds that are made here", name)
		}
		delete(types, name)
		if err := yaml.UnmarshalStrict(text, into); err != nil {
			return c, fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(types) > 0 {
		return c, fmt.Errorf("not all is made: %d kinds are missing", len(types))
	}
	return c, nil
}

func TestManifestsAreAsPromised(t *testing.T) {
	c, err := build(t, func(text string) string { return text })
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range c.mistakes(settings(t)) {
		t.Error(wrong)
	}
}

// TestMistakesAreFound plants one mistake at a time.
func TestMistakesAreFound(t *testing.T) {
	for name, change := range map[string][2]string{
		"a field that there is none":         {"replicas: 2", "replica: 2"},
		"a value of another type":            {"replicas: 2", "replicas: two"},
		"a setting that there is none":       {"- LOG_LEVEL=info", "- LOG_LEVELS=info"},
		"a secret's setting misspelt":        {"name: REDIS_URL_FILE", "name: REDIS_FILE"},
		"a secret that is read nowhere":      {"value: /run/secrets/jagaetam/keyring", "value: /run/secrets/keyring"},
		"root":                               {"runAsNonRoot: true", "runAsNonRoot: false"},
		"a file system to write on":          {"readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"},
		"a way to more rights":               {"allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"},
		"capabilities":                       {"drop: [ALL]", "drop: [NET_RAW]"},
		"a token of the cluster":             {"automountServiceAccountToken: false", "automountServiceAccountToken: true"},
		"killed before it has finished":      {"terminationGracePeriodSeconds: 30", "terminationGracePeriodSeconds: 10"},
		"a deploy that stops the service":    {"maxUnavailable: 0", "maxUnavailable: 1"},
		"a path that nobody answers":         {"path: /readyz", "path: /ready"},
		"alive asked of the stores":          {"path: /livez", "path: /readyz"},
		"a port without a name":              {"name: ops\n              containerPort", "name: operations\n              containerPort"},
		"a service that leads nowhere":       {"targetPort: webhook", "targetPort: web"},
		"a service for the figures":          {"port: 8080\n      targetPort: webhook", "port: 9090\n      targetPort: ops"},
		"figures for everybody":              {"        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name: monitoring", "        - namespaceSelector: {}"},
		"another host than Telegram is told": {"- host: jagaetam.example.go.id", "- host: other.example.go.id"},
		"no limit of memory":                 {"memory: 256Mi", "cpu: 256Mi"},
		"listens to itself":                  {"WEBHOOK_LISTEN=0.0.0.0:8080", "WEBHOOK_LISTEN=127.0.0.1:8080"},
		"all may be away at once":            {"minAvailable: 1", "minAvailable: 0"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := false
			c, err := build(t, func(text string) string {
				with := strings.ReplaceAll(text, change[0], change[1])
				changed = changed || with != text
				return with
			})
			if !changed {
				t.Fatalf("%q is in none of the files", change[0])
			}
			if err == nil && len(c.mistakes(settings(t))) == 0 {
				t.Error("nothing finds it")
			}
		})
	}
}

// settings are the names of the program's settings: those that -h prints.
func settings(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(root, "cmd/jagaetam/settings.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, part := range strings.Split(string(source), "`env:\"")[1:] {
		name, _, _ := strings.Cut(part, "\"")
		name, _, _ = strings.Cut(name, ",")
		names = append(names, name)
	}
	_, list, _ := strings.Cut(string(source), "var secretFiles = []string{")
	list, _, _ = strings.Cut(list, "}")
	for name := range strings.SplitSeq(list, ",") {
		names = append(names, strings.Trim(name, " \"")+"_FILE")
	}
	if !slices.Contains(names, "KEYRING_FILE") || !slices.Contains(names, "DATABASE_URL_FILE") {
		t.Fatalf("the settings are not to be found where they were: %v", names)
	}
	return names
}
