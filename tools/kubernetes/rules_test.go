package kubernetes

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

type networkPeer = networkingv1.NetworkPolicyPeer

// drained is how long the program takes to finish at most, in seconds, with the pause before it is told to.
const drained = 8 + 3

// mistakes says what is wrong, a sentence for each.
func (c cluster) mistakes(settings []string) []string {
	var wrong []string
	check := func(ok bool, format string, args ...any) {
		if !ok {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	pod := c.deployment.Spec.Template.Spec
	check(len(pod.Containers) == 1, "there are %d containers", len(pod.Containers))
	container := pod.Containers[0]

	for name := range c.config.Data {
		check(slices.Contains(settings, name), "%s is no setting", name)
	}
	check(len(container.EnvFrom) == 1 && container.EnvFrom[0].ConfigMapRef != nil && container.EnvFrom[0].ConfigMapRef.Name == c.config.Name,
		"the settings are not those of the config map")
	for _, env := range container.Env {
		check(env.Name == "GOMEMLIMIT" || slices.Contains(settings, env.Name), "%s is no setting", env.Name)
		if strings.HasSuffix(env.Name, "_FILE") {
			check(strings.HasPrefix(env.Value, container.VolumeMounts[0].MountPath+"/"), "%s is not where the secrets are", env.Name)
		}
	}
	for _, setting := range []string{"WEBHOOK_LISTEN", "OPS_LISTEN"} {
		check(strings.HasPrefix(c.config.Data[setting], "0.0.0.0:"), "%s is heard by the pod alone", setting)
	}

	check(container.Image != "" && slices.Equal(container.Args, []string{"serve"}), "another program is started")
	check(pod.SecurityContext != nil && pod.SecurityContext.RunAsNonRoot != nil && *pod.SecurityContext.RunAsNonRoot, "it may be root")
	check(pod.AutomountServiceAccountToken != nil && !*pod.AutomountServiceAccountToken, "it is given a token of the cluster")
	secure := container.SecurityContext
	check(secure != nil && secure.ReadOnlyRootFilesystem != nil && *secure.ReadOnlyRootFilesystem, "it can write on its file system")
	check(secure != nil && secure.AllowPrivilegeEscalation != nil && !*secure.AllowPrivilegeEscalation, "it can get more rights")
	check(secure != nil && secure.Capabilities != nil && slices.Equal(secure.Capabilities.Drop, []corev1.Capability{"ALL"}), "it has capabilities")
	check(!container.Resources.Limits.Memory().IsZero(), "there is no limit of memory")
	check(pod.TerminationGracePeriodSeconds != nil && *pod.TerminationGracePeriodSeconds > 2*drained, "it is killed before it has finished")
	update := c.deployment.Spec.Strategy.RollingUpdate
	check(update != nil && update.MaxUnavailable != nil && update.MaxUnavailable.IntValue() == 0, "a deploy stops the service")
	check(c.budget.Spec.MinAvailable != nil && c.budget.Spec.MinAvailable.IntValue() >= 1, "all may be away at once")

	named := map[string]bool{}
	for _, port := range container.Ports {
		named[port.Name] = true
	}
	for path, probe := range map[string]*corev1.Probe{
		"/livez": container.LivenessProbe, "/readyz": container.ReadinessProbe, "/livez ": container.StartupProbe,
	} {
		ok := probe != nil && probe.HTTPGet != nil && probe.HTTPGet.Path == strings.TrimSpace(path) && named[probe.HTTPGet.Port.String()]
		check(ok, "nobody asks %s, or at no port", path)
	}
	ports := c.service.Spec.Ports
	check(len(ports) == 1 && ports[0].TargetPort.String() == "webhook" && named["webhook"], "the service leads elsewhere than to the webhook")
	for _, rule := range c.policy.Spec.Ingress {
		open := len(rule.From) == 0 || slices.ContainsFunc(rule.From, func(peer networkPeer) bool {
			return peer.NamespaceSelector == nil || len(peer.NamespaceSelector.MatchLabels) == 0
		})
		for _, port := range rule.Ports {
			check(named[port.Port.String()], "the policy speaks of a port %s", port.Port.String())
			check(!open || port.Port.String() == "webhook", "the figures are for everybody")
		}
	}
	told, err := url.Parse(c.config.Data["WEBHOOK_URL"])
	check(err == nil && told.Scheme == "https", "Telegram delivers by https alone")
	for _, rule := range c.ingress.Spec.Rules {
		check(err == nil && rule.Host == told.Host, "the ingress is for %s, and Telegram is told %s", rule.Host, told.Host)
		check(strings.HasPrefix(told.Path, rule.HTTP.Paths[0].Path), "the ingress does not have the path %s", told.Path)
	}
	return wrong
}
