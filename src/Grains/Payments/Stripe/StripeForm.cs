using System.Globalization;
using System.Net;
using System.Text;

namespace Acp.Payments.Stripe;

/// <summary>
/// <c>application/x-www-form-urlencoded</c> as Stripe's own clients write it: a blank is <c>+</c>, brackets stay, every
/// other reserved byte of the UTF-8 is percent-encoded, an array is <c>a[0]</c>.
/// </summary>
internal sealed class StripeForm
{
    private readonly StringBuilder text = new();

    public StripeForm Add(string name, string value)
    {
        if (text.Length > 0)
        {
            text.Append('&');
        }

        text.Append(Encode(name)).Append('=').Append(Encode(value));
        return this;
    }

    public StripeForm Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public StripeForm Add(string name, bool value) => Add(name, value ? "true" : "false");

    public StripeForm Add(string name, IEnumerable<string> values)
    {
        foreach (var (index, value) in values.Index())
        {
            Add($"{name}[{index.ToString(CultureInfo.InvariantCulture)}]", value);
        }

        return this;
    }

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(text.ToString());

    /// <summary>Reads a form back; of a name that comes twice the last value counts, as at Stripe.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = Encoding.ASCII.GetString(form);
        foreach (var range in text.AsSpan().Split('&'))
        {
            var pair = text[range];
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[WebUtility.UrlDecode(pair[..equals])] = WebUtility.UrlDecode(pair[(equals + 1)..]);
            }
        }

        return fields;
    }

    private static string Encode(string text) =>
        WebUtility.UrlEncode(text).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
