package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which addresses a download contacts.
 */
class PictureDownloaderGuardTests {

	private static final byte[] PNG = SamplePictures.png(37, 21);

	private final ScriptedServer server;

	private final List<Channel> channels = new CopyOnWriteArrayList<>();

	private PictureDownloader downloader = PictureDownloader.builder().httpClient(client()).build();

	PictureDownloaderGuardTests() throws IOException {
		this.server = new ScriptedServer();
	}

	@AfterEach
	void close() throws IOException, InterruptedException {
		this.downloader.close();
		this.server.close();
		for (Channel channel : this.channels) {
			assertThat(channel.closeFuture().await(20, TimeUnit.SECONDS)).as("closed").isTrue();
		}
	}

	@Test
	void downloadWhenPlainHttpIsRefused() {
		assertRefused(this.server.uri("/a.png?hidden"), "is not https");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.1.2.3", "169.254.169.254",
			"[64:ff9b::7f00:1]", "pictures.example" })
	void downloadWhenAddressIsNotPublicIsRefused(String host) {
		assertRefused(URI.create("https://" + host + ":" + this.server.port() + "/a.png?hidden"),
				"not on the public internet");
	}

	@Test
	void downloadWhenOnlyHttpIsAllowedStillRefusesPrivateAddress() {
		this.downloader = PictureDownloader.builder().httpClient(client()).allowHttp(true).build();
		assertRefused(URI.create("http://pictures.example:" + this.server.port() + "/a.png"),
				"not on the public internet");
	}

	@Test
	void downloadWhenOriginIsTrustedMayBeHttpAndPrivate() {
		this.server.redirect(302, "/b.png").picture(PNG);
		Picture picture = this.downloader.download(this.server.uri("/a.png"), this.server.uri("/v1")).block();
		assertThat(picture).isNotNull();
		assertThat(picture.toByteArray()).isEqualTo(PNG);
	}

	@Test
	void downloadWhenTrustedOriginIsAnotherIsRefused() {
		URI origin = URI.create("http://127.0.0.1:1/v1");
		assertThatExceptionOfType(PictureDownloadException.class)
			.isThrownBy(() -> this.downloader.download(this.server.uri("/a.png"), origin).block())
			.withMessageContaining("is not https");
	}

	@Test
	void downloadWhenTrustedOriginRedirectsElsewhereIsRefused() {
		this.server.redirect(302, "https://pictures.example:" + this.server.port() + "/a.png?hidden");
		assertThatExceptionOfType(PictureDownloadException.class)
			.isThrownBy(() -> this.downloader.download(this.server.uri("/a.png"), this.server.uri("/v1")).block())
			.withMessageContaining("not on the public internet")
			.withMessageNotContaining("hidden");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void downloadWhenTrustedOriginRedirectsToAnotherSchemeIsRefused() {
		this.server.redirect(302, "file:///etc/passwd");
		assertThatExceptionOfType(PictureDownloadException.class)
			.isThrownBy(() -> this.downloader.download(this.server.uri("/a.png"), this.server.uri("/v1")).block())
			.withMessageContaining("not an http or https URL");
	}

	@Test
	void downloadWhenPrivateAddressesAreAllowedConnects() {
		this.downloader = PictureDownloader.builder()
			.httpClient(client())
			.allowHttp(true)
			.allowPrivateAddresses(true)
			.build();
		this.server.picture(PNG);
		URI url = URI.create("http://pictures.example:" + this.server.port() + "/a.png");
		assertThat(this.downloader.download(url).block()).isNotNull();
	}

	@Test
	void buildWhenProxyHidesAddressesIsRefused() {
		HttpClient proxied = HttpClient.create()
			.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(1));
		assertThatIllegalArgumentException().isThrownBy(() -> PictureDownloader.builder().httpClient(proxied).build())
			.withMessageContaining("Behind a proxy");
		PictureDownloader.builder().httpClient(proxied).allowPrivateAddresses(true).build().close();
	}

	@Test
	void buildWhenTransportHasProxyAndPrivateAddressesAreRefusedFails() {
		HttpTransport proxied = HttpTransport.direct().withProxy(HttpProxy.of(HttpProxy.Type.SOCKS5, "127.0.0.1", 9));
		HttpTransport hidden = HttpTransport.direct()
			.withCustomizer((client) -> client
				.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(9)));
		assertThatIllegalArgumentException().isThrownBy(() -> PictureDownloader.builder().transport(proxied).check())
			.withMessageContaining("Behind a proxy");
		assertThatIllegalArgumentException().isThrownBy(() -> PictureDownloader.builder().transport(hidden).build())
			.withMessageContaining("Behind a proxy");
		PictureDownloader.builder().transport(proxied).allowPrivateAddresses(true).build().close();
	}

	@Test
	void downloadWhenProxyComesLateIsRefused() throws IOException {
		try (ScriptedServer proxy = new ScriptedServer()) {
			for (HttpClient base : List.of(HttpClient.newConnection(), client())) {
				HttpTransport late = HttpTransport.direct()
					.withCustomizer((client) -> client.proxyWhen((config, spec) -> Mono
						.just(spec.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy.port()))));
				this.downloader = PictureDownloader.builder().httpClient(base).transport(late).allowHttp(true).build();
				assertRefused(URI.create("http://pictures.example/a.png?hidden"), "Behind a proxy");
				assertThat(proxy.requests()).isEmpty();
			}
		}
	}

	private void assertRefused(URI url, String reason) {
		assertThatExceptionOfType(PictureDownloadException.class)
			.isThrownBy(() -> this.downloader.download(url).block())
			.withMessageContaining(reason)
			.withMessageNotContaining("hidden");
		assertThat(this.server.requests()).isEmpty();
	}

	private HttpClient client() {
		return HttpClient.newConnection()
			.resolver(new LoopbackResolver())
			.doOnChannelInit((observer, channel, address) -> this.channels.add(channel));
	}

	/**
	 * A hostile name server: every name is this machine.
	 */
	private static final class LoopbackResolver extends AddressResolverGroup<InetSocketAddress> {

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetNameResolver(executor) {

				@Override
				protected void doResolve(String name, Promise<InetAddress> promise) {
					promise.setSuccess(InetAddress.getLoopbackAddress());
				}

				@Override
				protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
					promise.setSuccess(List.of(InetAddress.getLoopbackAddress()));
				}

			}.asAddressResolver();
		}

	}

}
