package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.ai.image.ImagePrompt;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.observation.NanoBananaMeterDocumentation;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaImageAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the alert rules ask only for what an application really tells
 * Prometheus: names, labels and the words in them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusFilesTests {

	private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

	private static final Pattern ALERT_LABEL = Pattern.compile("\\$labels\\.(\\w+)");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

	private final RelaySimulator relay = RelaySimulator.start();

	private final JsonNode dashboard = JsonMapper.shared().readTree(read("grafana-dashboard.json"));

	private Scrape scrape = new Scrape("");

	private NamingConvention naming = NamingConvention.identity;

	@BeforeAll
	void run() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class,
					NanoBananaMetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					PrometheusMetricsExportAutoConfiguration.class))
			.withPropertyValues("spring.ai.nanobanana.endpoints.first.base-url=" + this.relay.baseUrl(),
					"spring.ai.nanobanana.endpoints.first.dialect=gemini",
					"spring.ai.nanobanana.endpoints.first.models.nano-banana-2=gemini-3-pro-image",
					"spring.ai.nanobanana.endpoints.first.prices.gemini-3-pro-image=0.134",
					"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0")
			.run((context) -> {
				NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
				model.call(new ImagePrompt("a cat"));
				this.relay.enqueue(Misbehaviour.gatewayPage(524));
				assertThat(model.stream(new ImagePrompt("a cat")).materialize().blockLast().hasError()).isTrue();
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				this.naming = registry.config().namingConvention();
				this.scrape = new Scrape(registry.scrape());
			});
	}

	@AfterAll
	void close() {
		this.relay.close();
	}

	@Test
	void everyQueryOfTheDashboardAsksForWhatIsThere() {
		List<JsonNode> targets = panels().flatMap((panel) -> stream(panel.path("targets"))).toList();
		assertThat(targets).hasSizeGreaterThan(15);
		for (JsonNode target : targets) {
			PromQl query = assertKnown(target.path("expr").asString());
			assertThat(query.selectors()).allSatisfy(
					(selector) -> assertThat(selector.matchers()).contains(new PromQl.Match("job", "=~", "$job")));
			for (MatchResult label : LEGEND.matcher(target.path("legendFormat").asString()).results().toList()) {
				assertThat(query.groups()).as("%s", target).contains(label.group(1));
			}
		}
	}

	@Test
	void everyMeterIsOnTheDashboard() {
		Set<String> asked = new TreeSet<>();
		panels().flatMap((panel) -> stream(panel.path("targets")))
			.forEach((target) -> PromQl.parse(target.path("expr").asString())
				.selectors()
				.forEach((selector) -> asked.add(selector.metric())));
		assertThat(NanoBananaMeterDocumentation.values()).allSatisfy((meter) -> {
			String name = this.naming.name(meter.getName(), meter.getType(), meter.getBaseUnit());
			assertThat(asked).as(name).anyMatch((metric) -> metric.startsWith(name));
			assertThat(this.scrape.names()).as(name).anyMatch((metric) -> metric.startsWith(name));
		});
	}

	@Test
	void labelsOfTheMetersAreThoseOfTheDocumentation() {
		assertThat(NanoBananaMeterDocumentation.values()).allSatisfy((meter) -> {
			String name = this.naming.name(meter.getName(), meter.getType(), meter.getBaseUnit());
			String metric = this.scrape.names().stream().filter((known) -> known.startsWith(name)).findFirst().get();
			assertThat(this.scrape.labels(metric))
				.containsAll(Arrays.stream(meter.getKeyNames()).map((key) -> key.asString()).toList());
		});
	}

	@Test
	void everyPanelHasTitleDescriptionUnitAndTheDataSourceOfTheVariable() {
		assertThat(panels().toList()).hasSizeGreaterThan(10).allSatisfy((panel) -> {
			assertThat(panel.path("title").asString()).isNotBlank();
			assertThat(panel.path("description").asString()).as(panel.path("title").asString()).endsWith(".");
			assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString())
				.as(panel.path("title").asString())
				.isNotBlank();
			assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
			assertThat(panel.path("targets")).isNotEmpty();
		});
		List<Integer> ids = stream(this.dashboard.path("panels")).map((panel) -> panel.path("id").asInt()).toList();
		assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
		assertThat(read("grafana-dashboard.json")).doesNotContain(this.relay.key());
	}

	@Test
	void variablesOfTheDashboardAskForWhatIsThere() {
		List<JsonNode> variables = stream(this.dashboard.path("templating").path("list")).toList();
		assertThat(variables).extracting((variable) -> variable.path("name").asString())
			.containsExactly("datasource", "job", "endpoint");
		assertThat(variables.get(0).path("query").asString()).isEqualTo("prometheus");
		for (JsonNode variable : variables.subList(1, variables.size())) {
			MatchResult asked = LABEL_VALUES.matcher(variable.path("query").asString()).results().findFirst().get();
			PromQl query = assertKnown(asked.group(1));
			assertThat(this.scrape.labels(query.selectors().get(0).metric())).contains(asked.group(2));
		}
	}

	@Test
	void everyAlertAsksForWhatIsThereAndSaysWhatToDo() {
		List<Map<String, Object>> rules = rules();
		assertThat(rules).hasSizeGreaterThan(5);
		for (Map<String, Object> rule : rules) {
			String name = (String) rule.get("alert");
			PromQl query = assertKnown((String) rule.get("expr"));
			assertThat((String) rule.get("for")).as(name).matches("\\d+m");
			assertThat(words(rule, "labels").get("severity")).as(name).isIn("critical", "warning");
			Map<String, String> annotations = words(rule, "annotations");
			assertThat(annotations.get("summary")).as(name).endsWith(".");
			assertThat(annotations.get("description")).as(name).endsWith(".");
			for (MatchResult label : ALERT_LABEL.matcher(annotations.toString()).results().toList()) {
				assertThat(query.groups()).as(name).contains(label.group(1));
			}
		}
		assertThat(rules).extracting((rule) -> rule.get("alert")).doesNotHaveDuplicates();
	}

	@Test
	void alertOfMoneyCountsEveryLossExceptOfCallersWhoGaveUp() {
		Map<String, Object> rule = rules().stream()
			.filter((each) -> each.get("alert").equals("NanoBananaPossiblyChargedForNothing"))
			.findFirst()
			.get();
		String losses = "nanobanana_losses_attempts_total";
		assertThat(PromQl.parse((String) rule.get("expr")).selectors())
			.containsExactly(new PromQl.Selector(losses, List.of(new PromQl.Match("failure", "!=", "cancelled"))));
		assertThat(this.scrape.values(losses, "failure")).contains("picture_refused", "failed_early", "failed_late");
	}

	@Test
	void panelsOfSeriesThatBeginWithAnEventSaySo() {
		assertThat(panels()
			.filter((panel) -> panel.path("targets").toString().matches(".*nanobanana_(pictures|cost)_total.*"))
			.toList()).hasSizeGreaterThan(3)
			.allSatisfy((panel) -> assertThat(panel.path("description").asString())
				.containsPattern("Series begin with .*, which is in no (rate|increase)"));
	}

	@Test
	void checkFindsWhatIsNotThere() {
		for (String wrong : new String[] { "nanobanana_atempts_total", "sum by (endpint) (nanobanana_attempts_total)",
				"nanobanana_attempts_total{outcome=\"unknwon\"}", "nanobanana_attempts_total{state=\"ok\"}" }) {
			assertThat(isKnown(wrong)).as(wrong).isFalse();
		}
		assertThat(isKnown("sum by (endpoint) (nanobanana_attempts_total{outcome=\"unknown\"})")).isTrue();
	}

	private boolean isKnown(String expression) {
		try {
			assertKnown(expression);
			return true;
		}
		catch (AssertionError ex) {
			return false;
		}
	}

	private PromQl assertKnown(String expression) {
		PromQl query = PromQl.parse(expression);
		assertThat(query.selectors()).as(expression).isNotEmpty();
		for (PromQl.Selector selector : query.selectors()) {
			String metric = selector.metric();
			assertThat(this.scrape.names()).as(expression).contains(metric);
			assertThat(this.scrape.labels(metric)).as(expression).containsAll(query.groups());
			for (PromQl.Match match : selector.matchers()) {
				assertThat(this.scrape.labels(metric)).as(expression).contains(match.label());
				assertThat(this.scrape.values(metric, match.label())).as(expression).containsAll(match.values());
			}
		}
		return query;
	}

	private Stream<JsonNode> panels() {
		return stream(this.dashboard.path("panels")).filter((panel) -> !panel.path("type").asString().equals("row"));
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		List<JsonNode> nodes = new ArrayList<>();
		array.forEach(nodes::add);
		return nodes.stream();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> rules() {
		Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions()))
			.load(read("prometheus-alerts.yml"));
		return ((List<Map<String, Object>>) file.get("groups")).stream()
			.flatMap((group) -> ((List<Map<String, Object>>) group.get("rules")).stream())
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> words(Map<String, Object> rule, String name) {
		return (Map<String, String>) rule.get(name);
	}

	private static String read(String name) {
		try (InputStream file = PrometheusFilesTests.class.getResourceAsStream("/META-INF/nanobanana/" + name)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
