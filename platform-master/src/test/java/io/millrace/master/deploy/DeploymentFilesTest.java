package io.millrace.master.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeploymentFilesTest {

    private static final Set<String> PROPERTIES = Set.of(
            "millrace.application.name",
            "millrace.checkpoint.folder",
            "millrace.cluster.host",
            "millrace.cluster.port",
            "millrace.console.address",
            "millrace.console.port",
            "millrace.data-dir",
            "millrace.worker.slots",
            "millrace.zookeeper.connect-string");

    @Test
    void shouldFollowTheSchemaOfCompose() {
        assertThat(Schemas.faultsOfCompose(compose())).isEmpty();
    }

    @Test
    void shouldFollowTheSchemasOfKubernetes() {
        assertThat(DeploymentFiles.objects())
                .isNotEmpty()
                .allSatisfy(document -> assertThat(Schemas.faultsOfManifest(document))
                        .as(name(document))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image",
                "restart",
                "stop_grace_period",
                "healthcheck",
                "start_period",
                "depends_on",
                "condition",
                "environment",
                "ports",
                "entrypoint",
                "secrets",
                "file",
                "volumes",
                "services",
                "user"
            })
    void shouldRefuseAMisspeltKeyOfCompose(String key) {
        String misspelt = misspelt(DeploymentFiles.compose(), key);
        List<String> faults = new ArrayList<>();
        DeploymentFiles.parse(misspelt).forEach(document -> faults.addAll(Schemas.faultsOfCompose(document)));
        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(key + "z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata",
                "spec",
                "clusterIP",
                "publishNotReadyAddresses",
                "targetPort",
                "sessionAffinity",
                "maxUnavailable",
                "serviceName",
                "podManagementPolicy",
                "matchLabels",
                "enableServiceLinks",
                "automountServiceAccountToken",
                "terminationGracePeriodSeconds",
                "runAsNonRoot",
                "fsGroup",
                "seccompProfile",
                "topologyKey",
                "fieldPath",
                "containerPort",
                "readinessProbe",
                "livenessProbe",
                "startupProbe",
                "httpGet",
                "failureThreshold",
                "resources",
                "requests",
                "readOnlyRootFilesystem",
                "capabilities",
                "mountPath",
                "secretName",
                "claimName",
                "emptyDir",
                "volumeClaimTemplates",
                "accessModes"
            })
    void shouldRefuseAMisspeltKeyOfAManifest(String key) {
        List<String> faults = new ArrayList<>();
        for (JsonNode document :
                DeploymentFiles.parse(misspelt(String.join("\n---\n", DeploymentFiles.manifests()), key))) {
            faults.addAll(Schemas.faultsOfManifest(document));
        }
        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(key + "z"));
    }

    @ParameterizedTest
    @CsvSource({
        "kind: StatefulSet, kind: StatefullSet",
        "replicas: 3, replicas: three",
        "runAsUser: 1000, runAsUser: root",
        "podManagementPolicy: Parallel, podManagementPolicy: AtOnce"
    })
    void shouldRefuseAWrongValueOfAManifest(String right, String wrong) {
        String text = String.join("\n---\n", DeploymentFiles.manifests());
        assertThat(text).contains(right);
        assertThat(DeploymentFiles.parse(text.replace(right, wrong)))
                .anySatisfy(document ->
                        assertThat(Schemas.faultsOfManifest(document)).isNotEmpty());
    }

    @Test
    void shouldNotLinkServicesIntoPods() {
        assertThat(statefulSets())
                .hasSize(2)
                .allSatisfy(set -> assertThat(
                                podSpec(set).path("enableServiceLinks").toString())
                        .as(name(set))
                        .isEqualTo("false"));
    }

    @Test
    void shouldRunWithoutRoot() {
        assertThat(statefulSets()).allSatisfy(set -> {
            assertThat(podSpec(set).at("/securityContext/runAsNonRoot").asBoolean(false))
                    .isTrue();
            assertThat(podSpec(set)
                            .at("/containers/0/securityContext/allowPrivilegeEscalation")
                            .asBoolean(true))
                    .isFalse();
        });
    }

    @Test
    void shouldHoldNoSecret() {
        assertThat(SecretsInFiles.in(compose())).isEmpty();
        assertThat(DeploymentFiles.objects())
                .allSatisfy(document -> assertThat(SecretsInFiles.in(document)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{environment: {MILLRACE_CLUSTER_SECRET: abc}}",
                "{environment: [MILLRACE_CLUSTER_SECRET=abc]}",
                "{env: [{name: MILLRACE_CLUSTER_SECRET, value: abc}]}",
                "{data: {millrace.cluster.secret: YWJj}}",
                "{kind: Secret, stringData: {x: abc}}"
            })
    void shouldFindASecret(String text) {
        assertThat(SecretsInFiles.in(DeploymentFiles.parse(text).get(0))).hasSize(1);
    }

    @Test
    void shouldSetTheSamePropertiesInBoth() {
        Set<String> variables = new HashSet<>();
        PROPERTIES.forEach(property -> variables.add(
                property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        for (String member : List.of("member-1", "member-2", "member-3")) {
            assertThat(millraceOnly(
                            compose().at("/services/" + member + "/environment").propertyNames()))
                    .isEqualTo(variables);
        }
        Set<String> names = new HashSet<>();
        container("application")
                .path("env")
                .forEach(variable -> names.add(variable.path("name").asString()));
        assertThat(millraceOnly(names)).isEqualTo(variables);
    }

    /** Schemas do not see it. */
    @Test
    void shouldNameOnlyWhatThereIs() {
        Map<String, JsonNode> labels = new TreeMap<>();
        statefulSets().forEach(set -> labels.put(name(set), set.at("/spec/template/metadata/labels")));
        for (JsonNode document : DeploymentFiles.objects()) {
            JsonNode selector = document.at("/spec/selector");
            if (!selector.isMissingNode()) {
                JsonNode wanted = selector.has("matchLabels") ? selector.get("matchLabels") : selector;
                assertThat(labels.values()).as(name(document)).contains(wanted);
            }
        }
        for (JsonNode set : statefulSets()) {
            assertThat(names("Service")).contains(set.at("/spec/serviceName").asString());
            Set<String> volumes = new HashSet<>(podSpec(set).path("volumes").findValuesAsString("name"));
            set.at("/spec/volumeClaimTemplates")
                    .forEach(claim -> volumes.add(claim.at("/metadata/name").asString()));
            podSpec(set)
                    .at("/containers/0/volumeMounts")
                    .forEach(mount ->
                            assertThat(volumes).contains(mount.path("name").asString()));
            assertThat(names("PersistentVolumeClaim"))
                    .containsAll(podSpec(set).path("volumes").findValuesAsString("claimName"));
        }
    }

    private static JsonNode compose() {
        return DeploymentFiles.parse(DeploymentFiles.compose()).get(0);
    }

    private static List<JsonNode> statefulSets() {
        return DeploymentFiles.objects().stream()
                .filter(document -> document.path("kind").asString().equals("StatefulSet"))
                .toList();
    }

    private static JsonNode container(String name) {
        return statefulSets().stream()
                .filter(set -> set.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec/containers/0");
    }

    private static List<String> names(String kind) {
        return DeploymentFiles.objects().stream()
                .filter(document -> document.path("kind").asString().equals(kind))
                .map(document -> document.at("/metadata/name").asString())
                .toList();
    }

    private static JsonNode podSpec(JsonNode set) {
        return set.at("/spec/template/spec");
    }

    private static String name(JsonNode document) {
        return document.path("kind").asString("") + " "
                + document.at("/metadata/name").asString("");
    }

    private static Set<String> millraceOnly(Iterable<String> variables) {
        Set<String> ours = new HashSet<>();
        variables.forEach(variable -> {
            if (variable.startsWith("MILLRACE_")) {
                ours.add(variable);
            }
        });
        return ours;
    }

    private static String misspelt(String text, String key) {
        String misspelt = text.replaceAll("(?m)^([ -]*)" + key + ":", "$1" + key + "z:");
        assertThat(misspelt).isNotEqualTo(text);
        return misspelt;
    }
}
