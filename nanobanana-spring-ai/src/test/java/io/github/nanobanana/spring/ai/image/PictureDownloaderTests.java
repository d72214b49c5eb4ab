package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.nanobanana.spring.ai.image.ScriptedServer.Ending;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PictureDownloaderTests {

	private static final byte[] PNG = SamplePictures.png(37, 21);

	private final ScriptedServer server;

	private final ImpatientScheduler scheduler = new ImpatientScheduler();

	private PictureDownloader downloader = local().build();

	PictureDownloaderTests() throws IOException {
		this.server = new ScriptedServer();
	}

	@AfterEach
	void close() throws IOException {
		this.downloader.close();
		this.server.close();
	}

	@Test
	void downloadWhenServedReturnsPicture() {
		this.server.picture(PNG);
		Picture picture = download();
		assertThat(picture.toByteArray()).isEqualTo(PNG);
		assertThat(picture.format()).isEqualTo(PictureFormat.PNG);
		assertThat(picture.pixels()).isEqualTo(new PixelSize(37, 21));
	}

	@Test
	void downloadWhenLengthIsUnknownReturnsPicture() {
		byte[] large = SamplePictures.large(900_000);
		this.server.reply("200 OK", "Content-Encoding: identity", large, Ending.CLOSE);
		assertThat(download().toByteArray()).isEqualTo(large);
	}

	@Test
	void downloadWhenEmittedIsOnAThreadThatMayBlock() {
		this.server.picture(PNG);
		Boolean mayBlock = this.downloader.download(this.server.uri("/a.png"))
			.map((picture) -> !Schedulers.isInNonBlockingThread())
			.block();
		assertThat(mayBlock).isTrue();
	}

	@Test
	void downloadWhenQueryIsSignedSendsItUnchanged() {
		this.server.picture(PNG);
		this.downloader.download(this.server.uri("/a%20b.png?X-Sig=a%2Fb%3D&e=1+2")).block();
		assertThat(this.server.requests().get(0)).startsWith("GET /a%20b.png?X-Sig=a%2Fb%3D&e=1+2 HTTP/1.1\r\n");
	}

	@Test
	void downloadWhenClientCarriesCredentialsSendsNone() {
		HttpClient client = HttpClient.newConnection()
			.headers((headers) -> headers.set("Authorization", "Bearer secret").set("X-Goog-Api-Key", "secret"))
			.doOnRequest(
					(request, connection) -> request.header("Cookie", "a=secret").header("Authorization", "secret"))
			.compress(true)
			.followRedirect(true);
		this.downloader = local().httpClient(client).userAgent("tester").build();
		this.server.redirect(302, "/b.png").picture(PNG);
		download();
		assertThat(this.server.requests()).hasSize(2).allSatisfy((request) -> {
			assertThat(request).doesNotContain("secret").doesNotContain("gzip");
			assertThat(request).containsIgnoringCase("user-agent: tester").containsIgnoringCase("accept: image/*");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void downloadWhenRedirectedFollows(int status) {
		this.server.redirect(status, "/b.png?c=d").picture(PNG);
		assertThat(download().size()).isEqualTo(PNG.length);
		assertThat(this.server.requests().get(1)).startsWith("GET /b.png?c=d ");
	}

	@Test
	void downloadWhenRedirectedTooOftenFails() {
		this.downloader = local().maxRedirects(2).build();
		this.server.redirect(302, "/1").redirect(302, "/2").redirect(302, "/3");
		assertFails("redirected too often, last by", "/2");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void downloadWhenServerFailsAtFirstTriesAgain() {
		this.server.status("503 Busy").reset().picture(PNG);
		assertThat(download().size()).isEqualTo(PNG.length);
		assertThat(this.scheduler.waits()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
	}

	@Test
	void downloadWhenBodyIsShortTriesAgain() {
		this.server.reply("200 OK", "Content-Length: 5000", PNG, Ending.CLOSE)
			.reply("200 OK", "Transfer-Encoding: chunked", SamplePictures.join("5\r\nabc"), Ending.RESET)
			.picture(PNG);
		assertThat(download().toByteArray()).isEqualTo(PNG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "429 Too Many Requests", "502 Bad Gateway", "524 Timeout", "200 OK" })
	void downloadWhenFailureLastsSaysHowOftenItWasTried(String status) {
		this.server.status(status).status(status).status(status);
		assertFails("http://127.0.0.1:" + this.server.port() + "/a.png", "It was tried 3 times.");
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void downloadWhenNobodyListensTriesAgainAndNamesTheHost() throws IOException {
		this.server.close();
		assertFails("broke off", "It was tried 3 times.");
		assertThat(this.scheduler.waits()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "403 Forbidden", "404 Not Found", "410 Gone" })
	void downloadWhenGoneSaysThatUrlsExpire(String status) {
		this.server.status(status);
		assertFails(status.substring(0, 3), "result URLs live a few hours only");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void downloadWhenContentIsAPageSaysSoAndQuotesNothing() {
		this.server.picture("<html><body>confidential</body></html>".getBytes(StandardCharsets.US_ASCII));
		assertFails("no picture, such as a page").withMessageNotContaining("confidential");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void downloadWhenCompressedInAnUnknownWayFails() {
		this.server.reply("200 OK", "Content-Encoding: br\r\nContent-Length: 5", new byte[5], Ending.CLOSE);
		assertFails("sent the picture compressed");
		this.server.reply("200 OK", "Content-Encoding: gzip\r\nContent-Length: 50", new byte[50], Ending.CLOSE);
		assertFails("sent the picture compressed");
	}

	@Test
	void downloadWhenAnnouncedLengthIsBeyondCapReadsNothing() {
		this.downloader = local().maxBytes(1_000).build();
		this.server.reply("200 OK", "Content-Length: 1001", new byte[0], Ending.HOLD);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(this::download)
			.withMessageContaining("1000 bytes");
	}

	@Test
	void downloadWhenBodyIsBeyondCapStopsReading() throws InterruptedException {
		this.downloader = local().maxBytes(1_000).build();
		this.server.reply("200 OK", "Content-Type: image/png", SamplePictures.large(5_000), Ending.HOLD);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(this::download);
		this.server.awaitAbandoned();
	}

	@Test
	void downloadWhenPixelsAreBeyondCapFails() {
		this.downloader = local().maxPixels(37 * 21 - 1).build();
		this.server.picture(PNG);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(this::download)
			.withMessageContaining("37x21");
	}

	@Test
	void downloadWhenServerStallsEndsWithTheTotalTimeout() throws Exception {
		this.server.reply("200 OK", "Content-Length: 5000", PNG, Ending.HOLD);
		CompletableFuture<Picture> future = this.downloader.download(this.server.uri("/a.png")).toFuture();
		this.server.awaitHeld();
		this.scheduler.fireTimeouts();
		this.server.awaitAbandoned();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(20, TimeUnit.SECONDS))
			.withCauseInstanceOf(PictureDownloadException.class)
			.withMessageContaining("took longer than 120000 ms");
	}

	@Test
	void downloadWhenServerIsSilentTriesAgain() {
		this.downloader = local().readTimeout(Duration.ofMillis(50)).build();
		this.server.reply("200 OK", "Content-Length: 5000", PNG, Ending.HOLD).picture(PNG);
		assertThat(download().toByteArray()).isEqualTo(PNG);
	}

	@Test
	void buildWhenSettingIsOutOfRangeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PictureDownloader.builder().attempts(0));
		assertThatIllegalArgumentException().isThrownBy(() -> PictureDownloader.builder().timeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> PictureDownloader.builder().maxBytes(0));
	}

	private PictureDownloaderBuilder local() {
		return PictureDownloader.builder().allowHttp(true).allowPrivateAddresses(true).scheduler(this.scheduler);
	}

	private Picture download() {
		URI url = this.server.uri("/a.png?X-Sig=hidden");
		return this.downloader.download(url).blockOptional(Duration.ofSeconds(20)).orElseThrow();
	}

	private ThrowableAssertAlternative<PictureDownloadException> assertFails(String... parts) {
		ThrowableAssertAlternative<PictureDownloadException> failure = assertThatExceptionOfType(
				PictureDownloadException.class)
			.isThrownBy(this::download);
		return failure.withMessageContainingAll(parts).withMessageNotContaining("hidden");
	}

}
