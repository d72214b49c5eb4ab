package io.github.nanobanana.spring.ai.image;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublicAddressesTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1",
			"172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8",
			"192.0.2.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::",
			"::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fec0::1", "fc00::1",
			"fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::808:808", "2001::1",
			"2001:db8::1", "2002:7f00:1::", "3fff:1::1", "100::1" })
	void isPublicWhenAddressIsSpecialIsFalse(String address) throws UnknownHostException {
		assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
			"169.253.1.1", "192.167.1.1", "198.18.0.5", "223.255.255.1", "2606:4700::1111", "2a00:1450::1",
			"64:ff9b::808:808", "::ffff:8.8.8.8" })
	void isPublicWhenAddressIsGlobalIsTrue(String address) throws UnknownHostException {
		assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
	}

	@Test
	void isPublicWhenAddressIsUnresolvedIsFalse() {
		assertThat(PublicAddresses.isPublic((InetAddress) null)).isFalse();
	}

}
