package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a body in two hands promises: order, an end, and no piece that stays behind.
 */
class BodyReadingTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private final TestPublisher<ByteBuf> body = TestPublisher.create();

	private final Scheduler scheduler = Schedulers.newSingle("reader");

	private final List<ByteBuf> pieces = new ArrayList<>();

	private final StringBuffer read = new StringBuffer();

	@AfterEach
	void everyPieceIsReleased() {
		this.scheduler.dispose();
		assertThat(this.pieces).allMatch((piece) -> piece.refCnt() == 0);
	}

	private void bring(String text) {
		ByteBuf piece = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
		this.pieces.add(piece);
		this.body.next(piece);
		piece.release();
	}

	private boolean take(ByteBuf piece) {
		this.read.append(piece.toString(StandardCharsets.UTF_8));
		return this.read.indexOf("enough") >= 0;
	}

	private Mono<Void> reading(Mono<?> timeOver) {
		return BodyReading.of(this.body, this::take, this.scheduler, timeOver);
	}

	@Test
	void readsInOrderAndEndsOnTheReadersThread() {
		List<String> threads = new ArrayList<>();
		Flux<ByteBuf> all = Flux.range(0, 1000).map((number) -> {
			ByteBuf piece = Unpooled.copiedBuffer(number + ",", StandardCharsets.UTF_8);
			this.pieces.add(piece);
			return piece;
		});
		StepVerifier
			.create(BodyReading.of(all, this::take, this.scheduler, Mono.never())
				.doFinally((signal) -> threads.add(Thread.currentThread().getName())))
			.expectComplete()
			.verify(BOUND);
		this.pieces.forEach(ByteBuf::release);
		assertThat(this.read).startsWith("0,1,2,").endsWith("998,999,");
		assertThat(threads).hasSize(1).allMatch((name) -> name.startsWith("reader"));
	}

	@Test
	void readsWhatArrivedInFrontOfAnError() {
		StepVerifier.create(reading(Mono.never())).then(() -> {
			bring("first");
			bring("second");
			this.body.error(new IOException("reset"));
		}).expectErrorMessage("reset").verify(BOUND);
		assertThat(this.read).hasToString("firstsecond");
	}

	@Test
	void stopsWhenEnoughIsKnown() {
		StepVerifier.create(reading(Mono.never())).then(() -> bring("enough")).expectComplete().verify(BOUND);
		this.body.assertCancelled();
		bring("late");
		assertThat(this.read).hasToString("enough");
	}

	@Test
	void failsWithWhatTheReaderThrows() {
		StepVerifier.create(BodyReading.of(this.body, (piece) -> {
			throw new IllegalArgumentException("no");
		}, this.scheduler, Mono.never())).then(() -> bring("x")).expectErrorMessage("no").verify(BOUND);
		this.body.assertCancelled();
	}

	@Test
	void failsWhenTimeIsOverAfterReadingWhatArrived() {
		TestPublisher<Long> timeOver = TestPublisher.create();
		StepVerifier.create(reading(timeOver.mono())).then(() -> {
			bring("first");
			timeOver.emit(0L);
		}).expectError(TimeoutException.class).verify(BOUND);
		assertThat(this.read).hasToString("first");
		this.body.assertCancelled();
	}

	@Test
	void cancelReleasesWhatNobodyHasRead() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		Disposable reading = BodyReading.of(this.body, (piece) -> {
			begun.countDown();
			try {
				return !cancelled.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				return true;
			}
			finally {
				ended.countDown();
			}
		}, this.scheduler, Mono.never()).subscribe();
		bring("first");
		bring("second");
		assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
		reading.dispose();
		bring("third");
		cancelled.countDown();
		assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
		CountDownLatch idle = new CountDownLatch(1);
		this.scheduler.schedule(idle::countDown);
		assertThat(idle.await(20, TimeUnit.SECONDS)).isTrue();
		this.body.assertCancelled();
	}

	@Test
	void cancelBeforeTheReaderStartsReleases() {
		CountDownLatch free = new CountDownLatch(1);
		this.scheduler.schedule(() -> {
			try {
				free.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		Disposable reading = reading(Mono.never()).subscribe();
		bring("first");
		reading.dispose();
		assertThat(this.pieces).allMatch((piece) -> piece.refCnt() == 0);
		free.countDown();
		assertThat(this.read).isEmpty();
	}

	@Test
	void failsWhenTheSchedulerRefuses() {
		this.scheduler.dispose();
		StepVerifier.create(reading(Mono.never()))
			.then(() -> bring("x"))
			.expectError(RejectedExecutionException.class)
			.verify(BOUND);
	}

}
