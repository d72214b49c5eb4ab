package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The image model comes and goes with its application.
 */
class LifecycleTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final List<String> SHARED = List.of("reactor-http-", "parallel-", "boundedElastic-", "nanobanana-",
			"globalEventExecutor");

	/** Threads of the JVM and of the simulator, which come when they are needed. */
	private static final List<String> OTHERS = List.of("relay-simulator-", "CompletableFutureDelayScheduler",
			"ForkJoinPool.commonPool-", "Common-Cleaner", "Attach Listener", "Java2D Disposer", "awaitility-");

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void modelWhenWebServerHasStoppedStillTakesCallsAndThenNoMore() {
		Probe web = new Probe(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
		Probe later = new Probe(NanoBananaShutdown.PHASE - 1);
		ConfigurableApplicationContext context = start();
		register(context, "web", web);
		register(context, "later", later);
		context.close();
		assertThat(web.said).containsExactly("a picture");
		assertThat(later.said).singleElement().asString().contains("is closed");
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void callWhenContextIsClosedIsWaitedForWhileOtherBeansAreThere() {
		this.relay.always(Misbehaviour.delay(Duration.ofMillis(700)));
		ConfigurableApplicationContext context = start();
		AtomicBoolean arrived = new AtomicBoolean();
		context.getBean(NanoBananaImageModel.class)
			.stream(new ImagePrompt("a cat"))
			.subscribe((response) -> arrived.set(true));
		Awaitility.await().atMost(PATIENCE).until(() -> !this.relay.requests().isEmpty());
		List<Boolean> arrivedBeforeDestruction = new CopyOnWriteArrayList<>();
		context.getBean(Resource.class).whenClosed = () -> arrivedBeforeDestruction.add(arrived.get());
		context.close();
		assertThat(arrivedBeforeDestruction).containsExactly(true);
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void closeWhenCallDoesNotEndWaitsNoLongerThanTheTimeout() {
		this.relay.always(Misbehaviour.hang());
		ConfigurableApplicationContext context = start("--spring.ai.nanobanana.shutdown-timeout=300ms",
				"--spring.ai.nanobanana.image.timeout=8s");
		CompletableFuture<ImageResponse> call = inBackground(context);
		context.close();
		assertThat(call).isNotDone();
		Awaitility.await().atMost(PATIENCE).until(call::isCompletedExceptionally);
	}

	@Test
	void stopThatIsNotTheEndLeavesTheModelAsItIs() {
		try (ConfigurableApplicationContext context = start()) {
			ImageModel model = context.getBean(ImageModel.class);
			context.stop();
			picture(model);
			context.start();
			context.pause();
			context.restart();
			picture(model);
		}
		assertThat(this.relay.ledger().charges()).isEqualTo(2);
	}

	@Test
	void stopThatIsNotTheEndWaitsForCallsUnderWay() {
		this.relay.always(Misbehaviour.delay(Duration.ofMillis(700)));
		try (ConfigurableApplicationContext context = start()) {
			AtomicBoolean arrived = new AtomicBoolean();
			context.getBean(NanoBananaImageModel.class)
				.stream(new ImagePrompt("a cat"))
				.subscribe((response) -> arrived.set(true));
			Awaitility.await().atMost(PATIENCE).until(() -> !this.relay.requests().isEmpty());
			List<Boolean> arrivedBeforeLoopsStop = new CopyOnWriteArrayList<>();
			context.getBeanFactory()
				.registerSingleton("loops", new Loops(() -> arrivedBeforeLoopsStop.add(arrived.get())));
			context.stop();
			assertThat(arrivedBeforeLoopsStop).containsExactly(true);
			picture(context.getBean(ImageModel.class));
		}
		assertThat(this.relay.ledger().charges()).isEqualTo(2);
	}

	@Test
	void stopThatIsNotTheEndWaitsNoLongerThanTheTimeout() {
		this.relay.always(Misbehaviour.hang());
		try (ConfigurableApplicationContext context = start("--spring.ai.nanobanana.shutdown-timeout=300ms",
				"--spring.ai.nanobanana.image.timeout=8s")) {
			CompletableFuture<ImageResponse> call = inBackground(context);
			context.stop();
			assertThat(call).isNotDone();
		}
	}

	@Test
	void modelWhenContextIsLazyIsMadeAtFirstUseAndClosed() {
		ConfigurableApplicationContext context = start("--spring.main.lazy-initialization=true");
		assertThat(context.getBeanFactory().containsSingleton("nanoBananaImageModel")).isFalse();
		ImageModel model = context.getBean(ImageModel.class);
		picture(model);
		context.close();
		assertThatIllegalStateException().isThrownBy(() -> picture(model)).withMessageContaining("is closed");
	}

	@Test
	void closeWhenContextIsLazyDoesNotMakeAModel() {
		ConfigurableApplicationContext context = start("--spring.main.lazy-initialization=true");
		context.close();
		assertThat(this.relay.requests()).isEmpty();
		assertThat(context.getBeanFactory().containsSingleton("nanoBananaImageModel")).isFalse();
	}

	@Test
	void contextWhenOpenedManyTimesLeavesNothingBehind() {
		open();
		Set<Thread> before = own();
		for (int i = 0; i < 20; i++) {
			open();
		}
		WeakReference<NanoBananaImageModel> last = open();
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(own()).isSubsetOf(before);
			assertThat(this.relay.openConnections()).isZero();
			System.gc();
			assertThat(last.get()).isNull();
		});
		assertThat(this.relay.ledger().charges()).isEqualTo(22);
	}

	private WeakReference<NanoBananaImageModel> open() {
		try (ConfigurableApplicationContext context = start("--spring.ai.nanobanana.probe-interval=1s")) {
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			picture(model);
			return new WeakReference<>(model);
		}
	}

	/**
	 * The threads that are not those of the pools which all models of a process share.
	 */
	private static Set<Thread> own() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> OTHERS.stream().noneMatch(thread.getName()::startsWith))
			.filter((thread) -> !thread.isDaemon() || SHARED.stream().noneMatch(thread.getName()::startsWith))
			.collect(Collectors.toSet());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void callWhenThreadsAreVirtualArrivesWithoutPinning(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("pinned.jfr");
		this.relay.always(Misbehaviour.delay(Duration.ofMillis(200)));
		try (ConfigurableApplicationContext context = start("--spring.threads.virtual.enabled=true");
				Recording recording = new Recording()) {
			recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
			recording.start();
			Executor executor = context.getBean("applicationTaskExecutor", Executor.class);
			List<CompletableFuture<Boolean>> calls = IntStream.range(0, 8)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> {
					picture(context.getBean(ImageModel.class));
					return isVirtual(Thread.currentThread());
				}, executor))
				.toList();
			calls.forEach((call) -> assertThat(call).succeedsWithin(PATIENCE).isEqualTo(true));
			recording.stop();
			recording.dump(file);
		}
		assertThat(pinned(file)).isEmpty();
	}

	private static List<String> pinned(Path file) throws IOException {
		return RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
			.map(Object::toString)
			.toList();
	}

	private static boolean isVirtual(Thread thread) {
		try {
			return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
					"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0")
			.run(arguments);
	}

	private CompletableFuture<ImageResponse> inBackground(ConfigurableApplicationContext context) {
		ImageModel model = context.getBean(ImageModel.class);
		CompletableFuture<ImageResponse> call = CompletableFuture
			.supplyAsync(() -> model.call(new ImagePrompt("a cat")), (work) -> new Thread(work, "caller").start());
		Awaitility.await().atMost(PATIENCE).until(() -> !this.relay.requests().isEmpty());
		return call;
	}

	private static void register(ConfigurableApplicationContext context, String name, Probe probe) {
		probe.model = context.getBean(ImageModel.class);
		context.getBeanFactory().registerSingleton(name, probe);
	}

	private static void picture(ImageModel model) {
		assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
	}

	/** Asks for a picture at the moment at which its phase is stopped. */
	private static final class Probe implements SmartLifecycle {

		private final int phase;

		private final List<String> said = new CopyOnWriteArrayList<>();

		private ImageModel model;

		Probe(int phase) {
			this.phase = phase;
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
			try {
				picture(this.model);
				this.said.add("a picture");
			}
			catch (IllegalStateException ex) {
				this.said.add(ex.getMessage());
			}
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

	/** Stops in the phase in which Spring takes shared event loops away. */
	private record Loops(Runnable whenStopped) implements Lifecycle {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
			this.whenStopped.run();
		}

		@Override
		public boolean isRunning() {
			return true;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NanoBananaImageAutoConfiguration.class, TaskExecutionAutoConfiguration.class })
	static class Application {

		@Bean
		Resource resource() {
			return new Resource();
		}

	}

	/** Something that a call may still need. */
	static final class Resource implements AutoCloseable {

		private volatile Runnable whenClosed = () -> {
		};

		@Override
		public void close() {
			this.whenClosed.run();
		}

	}

}
