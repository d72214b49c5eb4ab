package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension that runs a {@link RelaySimulator}: one for a test class, with a fresh
 * ledger, request log and good behaviour before every test. As an instance field it runs
 * one per test. Test methods may take the simulator as a parameter.
 *
 * <pre class="code">
 * &#64;RegisterExtension
 * static final RelaySimulatorExtension relay = new RelaySimulatorExtension();
 * </pre>
 *
 * The tests of one class share the simulator and so must not run at the same time.
 */
public final class RelaySimulatorExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

	private final RelaySimulatorBuilder builder;

	private @Nullable RelaySimulator relay;

	private @Nullable ExtensionContext owner;

	/**
	 * Run a relay with all defaults.
	 */
	public RelaySimulatorExtension() {
		this(RelaySimulator.builder());
	}

	/**
	 * Run a relay with settings of its own.
	 * @param builder the settings
	 */
	public RelaySimulatorExtension(RelaySimulatorBuilder builder) {
		this.builder = builder;
	}

	/**
	 * Return the running relay.
	 * @return the relay
	 * @throws IllegalStateException outside of a test
	 */
	public RelaySimulator relay() {
		if (this.relay == null) {
			throw new IllegalStateException("The relay runs only while tests do");
		}
		return this.relay;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (this.owner == null) {
			this.owner = context;
		}
		start();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		start().reset();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.owner == null) {
			stop();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (context.equals(this.owner)) {
			this.owner = null;
			stop();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == RelaySimulator.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return start();
	}

	private RelaySimulator start() {
		if (this.relay == null) {
			this.relay = this.builder.start();
		}
		return this.relay;
	}

	private void stop() {
		if (this.relay != null) {
			this.relay.close();
			this.relay = null;
		}
	}

	@Override
	public String toString() {
		return "RelaySimulatorExtension[" + this.relay + "]";
	}

}
