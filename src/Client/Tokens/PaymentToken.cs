using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>A shared payment token. Whoever holds it can spend it, so its text is written nowhere but into a request.</summary>
[JsonConverter(typeof(PaymentTokenConverter))]
public sealed record PaymentToken
{
    /// <exception cref="ArgumentException">Empty.</exception>
    public PaymentToken(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        Value = value;
    }

    /// <summary>The token itself, such as <c>spt_…</c>.</summary>
    public string Value { get; }

    /// <summary>So that a token can be written as the string it is.</summary>
    public static implicit operator PaymentToken(string value) => FromString(value);

    /// <summary>The same as the constructor.</summary>
    public static PaymentToken FromString(string value) => new(value);

    /// <summary>Never the token.</summary>
    public override string ToString() => "(payment token)";
}
