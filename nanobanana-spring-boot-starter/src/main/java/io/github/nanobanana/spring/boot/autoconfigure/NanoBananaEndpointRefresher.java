package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaEndpoints;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * Brings the endpoints of the auto-configured image model to what the properties say now:
 * addresses, keys, tiers, weights, timeouts and all else of an endpoint. What is known of
 * an endpoint whose address and key stay is kept, and calls under way end as they began.
 * With Spring Cloud it is called whenever properties change; otherwise whoever changes
 * them calls it. Properties that hold for all endpoints together, and those of pictures,
 * are read at the start only.
 */
public final class NanoBananaEndpointRefresher {

	private static final Log logger = LogFactory.getLog(NanoBananaEndpointRefresher.class);

	/** The name of the auto-configured model's bean. */
	static final String MODEL = "nanoBananaImageModel";

	private final Environment environment;

	private final ListableBeanFactory beans;

	private final NanoBananaConnectionDetails connection;

	private final Set<String> described = new LinkedHashSet<>();

	private RefreshedSettings applied;

	private volatile @Nullable NanoBananaImageModel autoConfigured;

	NanoBananaEndpointRefresher(Environment environment, ListableBeanFactory beans,
			NanoBananaConnectionDetails connection, NanoBananaProperties properties) {
		this.environment = environment;
		this.beans = beans;
		this.connection = connection;
		this.described.addAll(names(ConnectedProperties.of(properties, connection, new ConfigurationProblems())));
		this.applied = RefreshedSettings.of(environment, connection);
	}

	private static Set<String> names(NanoBananaProperties properties) {
		Set<String> names = new LinkedHashSet<>(properties.getEndpoints().keySet());
		if (Shown.isSet(properties.getBaseUrl())) {
			names.add(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT);
		}
		return names;
	}

	/**
	 * Reads the properties of endpoints anew.
	 * @throws InvalidNanoBananaConfigurationException if something is missing or wrong,
	 * with all of it; nothing is changed then
	 * @throws IllegalStateException if the image model is the application's own
	 */
	public synchronized void refresh() {
		refresh(RefreshedSettings.of(this.environment, this.connection));
	}

	/**
	 * Does the same if the model is not the application's own and anything has changed of
	 * which endpoints are made. What was refused counts as changed until it is put right
	 * or back.
	 */
	synchronized void refreshIfChanged() {
		RefreshedSettings now = RefreshedSettings.of(this.environment, this.connection);
		if (!now.equals(this.applied) && isOfAutoConfiguration()) {
			refresh(now);
		}
	}

	private void refresh(RefreshedSettings settings) {
		ConfigurationProblems problems = new ConfigurationProblems();
		NanoBananaProperties properties = LenientBinding.relays(this.environment, problems);
		NanoBananaEndpoints managed = model().endpoints();
		TransportPropertyMapper transports = new TransportPropertyMapper(properties,
				HttpClientDefaults.of(this.environment), this.beans.getBean(SslBundleMaterials.class), problems);
		boolean othersExist = managed.list().stream().anyMatch((known) -> !this.described.contains(known.getName()));
		NanoBananaProperties connected = ConnectedProperties.of(properties, this.connection, problems);
		EndpointBeans having = EndpointBeans.of(this.beans, connected == properties);
		List<NanoBananaEndpoint> next = new EndpointPropertyMapper(connected, transports, having, problems)
			.endpoints(othersExist || connected != properties);
		refuseTaken(managed, connected, problems);
		new BareKeyCheck(this.environment, problems).run();
		new UnknownPropertyCheck(this.environment, problems).run();
		problems.refuse();
		apply(managed, next);
		this.applied = settings;
	}

	/** What beans and sources have named is not to be replaced by a property. */
	private void refuseTaken(NanoBananaEndpoints managed, NanoBananaProperties properties,
			ConfigurationProblems problems) {
		Set<String> wanted = names(properties);
		managed.list()
			.stream()
			.map(NanoBananaEndpoint::getName)
			.filter((name) -> wanted.contains(name) && !this.described.contains(name))
			.forEach((name) -> problems
				.add(new ConfigurationProblem(NanoBananaProperties.CONFIG_PREFIX + ".endpoints." + name,
						Shown.value(name), "an endpoint that no property describes has this name", "another name")));
	}

	/**
	 * Called when the auto-configured model is made, which the application may replace.
	 * So this is made no later than the model, even where beans are lazy.
	 */
	NanoBananaImageModel made(NanoBananaImageModel model) {
		this.autoConfigured = model;
		return model;
	}

	private NanoBananaImageModel model() {
		if (!isOfAutoConfiguration()) {
			throw new IllegalStateException("The image model is the application's own, and so are its endpoints: "
					+ "change them by NanoBananaImageModel.endpoints().");
		}
		return this.beans.getBean(MODEL, NanoBananaImageModel.class);
	}

	/** A bean of the application may have the name. */
	private boolean isOfAutoConfiguration() {
		return this.beans.containsBean(MODEL) && this.beans.getBean(MODEL) == this.autoConfigured;
	}

	private void apply(NanoBananaEndpoints managed, List<NanoBananaEndpoint> next) {
		Set<String> names = next.stream()
			.map(NanoBananaEndpoint::getName)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		managed.update((before) -> Stream.concat(next.stream(), undescribed(before)).toList());
		this.described.clear();
		this.described.addAll(names);
		logger.info("The endpoints are now those of the properties: " + names);
	}

	private Stream<NanoBananaEndpoint> undescribed(List<NanoBananaEndpoint> endpoints) {
		return endpoints.stream().filter((endpoint) -> !this.described.contains(endpoint.getName()));
	}

	@Override
	public String toString() {
		return "NanoBananaEndpointRefresher" + this.described;
	}

}
