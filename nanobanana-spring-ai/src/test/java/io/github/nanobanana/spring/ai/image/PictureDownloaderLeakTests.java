package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.time.Duration;

import io.github.nanobanana.spring.ai.image.ScriptedServer.Ending;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every way out of a download gives the network buffers back.
 */
class PictureDownloaderLeakTests {

	private static final byte[] LARGE = SamplePictures.large(2_000_000);

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

	private final LoopResources loops = LoopResources.create("leak-test", 1, true);

	private final ScriptedServer server;

	private final PictureDownloader downloader = PictureDownloader.builder()
		.httpClient(HttpClient.newConnection().runOn(this.loops).option(ChannelOption.ALLOCATOR, this.allocator))
		.maxBytes(1_999_999)
		.attempts(1)
		.build();

	PictureDownloaderLeakTests() throws IOException {
		this.server = new ScriptedServer();
	}

	@AfterEach
	void assertNothingIsHeld() throws IOException {
		this.downloader.close();
		this.server.close();
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
		assertThat(this.allocator.metric().usedDirectMemory()).isZero();
		assertThat(this.allocator.metric().usedHeapMemory()).isZero();
	}

	@Test
	void downloadWhenCancelledInBodyClosesTheConnection() throws InterruptedException {
		this.server.reply("200 OK", "Content-Length: 1900000", SamplePictures.large(900_000), Ending.HOLD);
		Disposable download = this.downloader.download(this.server.uri("/a.png"), this.server.uri("/")).subscribe();
		this.server.awaitHeld();
		download.dispose();
		this.server.awaitAbandoned();
	}

	@Test
	void downloadWhenCancelledBeforeTheAnswerClosesTheConnection() throws InterruptedException {
		this.server.reply("102 Processing", "X-Nothing: yet", new byte[0], Ending.HOLD);
		Disposable download = this.downloader.download(this.server.uri("/a.png"), this.server.uri("/")).subscribe();
		this.server.awaitHeld();
		download.dispose();
		this.server.awaitAbandoned();
	}

	@Test
	void downloadWhenTooLargeReleasesTheRest() {
		this.server.reply("200 OK", "Content-Type: image/png", LARGE, Ending.CLOSE);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(this::download);
	}

	@Test
	void downloadWhenRefusedReleasesTheBody() {
		this.server.reply("404 Not Found", "Content-Length: 2000000", LARGE, Ending.CLOSE);
		assertThatExceptionOfType(PictureDownloadException.class).isThrownBy(this::download)
			.withMessageContaining("404");
	}

	@Test
	void downloadWhenCompleteReleasesEverything() {
		this.server.picture(SamplePictures.large(1_500_000));
		assertThat(download().size()).isEqualTo(1_500_000);
	}

	private Picture download() {
		return this.downloader.download(this.server.uri("/a.png"), this.server.uri("/"))
			.blockOptional(Duration.ofSeconds(20))
			.orElseThrow();
	}

}
