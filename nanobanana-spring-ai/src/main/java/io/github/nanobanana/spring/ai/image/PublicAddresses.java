package io.github.nanobanana.spring.ai.image;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.transport.ClientTransport.ResolvedAddressSelector;

/**
 * Lets a connection go to public addresses only. It judges what a name was resolved to,
 * at the moment of connecting, so neither an address literal nor a name that changes its
 * address gets around it.
 */
final class PublicAddresses implements ResolvedAddressSelector<HttpClientConfig> {

	/**
	 * Stands for "none of them": connecting to it fails at once. An empty list or an
	 * exception would leave Reactor Netty's channel open for good.
	 */
	private static final List<InetSocketAddress> NOWHERE = List.of(InetSocketAddress.createUnresolved("refused", 0));

	@Override
	public List<? extends SocketAddress> apply(HttpClientConfig config, List<? extends SocketAddress> addresses) {
		List<? extends SocketAddress> open = addresses.stream().filter(PublicAddresses::isPublic).toList();
		return open.isEmpty() ? NOWHERE : open;
	}

	private static boolean isPublic(SocketAddress address) {
		return address instanceof InetSocketAddress inet && isPublic(inet.getAddress());
	}

	static boolean isPublic(@Nullable InetAddress address) {
		if (address == null) {
			return false;
		}
		byte[] bytes = address.getAddress();
		return (address instanceof Inet6Address) ? isPublic6(bytes) : isPublic4(bytes);
	}

	/**
	 * Refuses the special blocks of RFC 6890 except 198.18.0.0/15: local proxies answer
	 * every name with an address of that block, and would be cut off.
	 */
	private static boolean isPublic4(byte[] bytes) {
		int a = bytes[0] & 0xff;
		int b = bytes[1] & 0xff;
		int c = bytes[2] & 0xff;
		boolean local = a == 0 || a == 10 || a == 127 || (a == 169 && b == 254) || (a == 172 && (b & 0xf0) == 16)
				|| (a == 192 && b == 168) || (a == 100 && (b & 0xc0) == 64);
		boolean special = (a == 192 && b == 0 && (c == 0 || c == 2)) || (a == 198 && b == 51 && c == 100)
				|| (a == 203 && b == 0 && c == 113);
		return !local && !special && a < 224;
	}

	/**
	 * Accepts global unicast, 2000::/3, without its tunnels and documentation blocks, and
	 * the well-known NAT64 prefix in front of a public IPv4 address. All else is refused:
	 * loopback, link-local, unique local, multicast and embedded IPv4.
	 */
	private static boolean isPublic6(byte[] bytes) {
		int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
		int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
		if (first == 0x64 && second == 0xff9b) {
			boolean wellKnown = Arrays.equals(bytes, 4, 12, new byte[8], 0, 8);
			return wellKnown && isPublic4(Arrays.copyOfRange(bytes, 12, 16));
		}
		boolean protocol = first == 0x2001 && (second < 0x200 || second == 0xdb8);
		boolean tunnel = first == 0x2002;
		boolean documentation = first == 0x3fff && second < 0x1000;
		return first >> 13 == 1 && !protocol && !tunnel && !documentation;
	}

}
