package io.github.nanobanana.spring.ai.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallerThreadTests {

	@Test
	void awaitReadsOnTheThreadThatWaits() {
		List<Thread> readers = new ArrayList<>();
		Flux<ByteBuf> body = Flux.range(0, 10)
			.map((piece) -> Unpooled.buffer(1).writeByte(piece))
			.publishOn(Schedulers.parallel());
		Mono<String> call = Mono.deferContextual((view) -> BodyReading.of(body, (piece) -> {
			readers.add(Thread.currentThread());
			return false;
		}, CallerThread.of(view, Schedulers.immediate()), Mono.never())).thenReturn("read");
		assertThat(CallerThread.await(call)).isEqualTo("read");
		assertThat(readers).hasSize(10).containsOnly(Thread.currentThread());
	}

	@Test
	void ofWhenNobodyWaitsIsTheOther() {
		Scheduler other = Schedulers.immediate();
		assertThat(Mono.deferContextual((view) -> Mono.just(CallerThread.of(view, other))).block()).isSameAs(other);
	}

	@Test
	void awaitTakesAlongWhatIsKeptForTheThread() {
		ThreadLocal<String> tenant = new ThreadLocal<>();
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", tenant);
		try {
			tenant.set("blue");
			Mono<String> call = Mono.deferContextual((view) -> Mono.just(view.<String>get("tenant")));
			assertThat(CallerThread.await(call)).isEqualTo("blue");
		}
		finally {
			tenant.remove();
			ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		}
	}

	@Test
	void awaitWhenTheCallFailsThrowsItWithTheCallersPlace() {
		assertThatIllegalStateException()
			.isThrownBy(() -> CallerThread
				.await(Mono.delay(Duration.ofMillis(1)).then(Mono.error(new IllegalStateException("refused")))))
			.withMessage("refused")
			.satisfies((thrown) -> assertThat(thrown.getSuppressed())
				.anySatisfy((place) -> assertThat(place.getStackTrace())
					.anyMatch((frame) -> frame.getClassName().contains("CallerThreadTests"))));
	}

	@Test
	void awaitWhenATaskBreaksThrowsThatAndCancelsTheCall() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Mono<Object> call = Mono.deferContextual((view) -> {
			CallerThread.of(view, Schedulers.immediate()).schedule(() -> {
				throw new OutOfMemoryError("for the test");
			});
			return Mono.never().doOnCancel(() -> cancelled.set(true));
		});
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> CallerThread.await(call))
			.withMessage("for the test");
		assertThat(cancelled).isTrue();
	}

	@Test
	void awaitWhenInterruptedCancelsTheCall() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		AtomicReference<Scheduler> reader = new AtomicReference<>();
		Mono<Object> call = Mono.deferContextual((view) -> {
			reader.set(CallerThread.of(view, Schedulers.immediate()));
			return Mono.never().doOnSubscribe((subscribed) -> waiting.countDown()).doOnCancel(cancelled::countDown);
		});
		Thread caller = new Thread(() -> {
			try {
				CallerThread.await(call);
			}
			catch (RuntimeException ex) {
				thrown.complete(ex);
			}
		});
		caller.start();
		assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
		caller.interrupt();
		assertThat(thrown.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
		assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> reader.get().schedule(cancelled::countDown));
	}

}
