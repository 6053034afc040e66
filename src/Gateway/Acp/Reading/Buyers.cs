using Acp.Pricing;

namespace Acp.Gateway.Reading;

internal static class Buyers
{
    public static Buyer? ReadOptional(Field buyer) => buyer.HasValue ? Read(buyer) : null;

    public static Buyer Read(Field buyer) => new(
        Emails.Read(buyer.Object()["email"]),
        buyer["first_name"].OptionalText(Limits.Text),
        buyer["last_name"].OptionalText(Limits.Text),
        buyer["full_name"].OptionalText(Limits.Text),
        buyer["phone_number"].OptionalText(Limits.Text),
        BuyerExtras.Read(buyer));

    public static Buyer? ReadNamedOptional(Field buyer) => buyer.HasValue ? ReadNamed(buyer) : null;

    /// <summary>For versions in which a buyer has a first and a last name.</summary>
    public static Buyer ReadNamed(Field buyer) => new(
        Emails.Read(buyer.Object()["email"]),
        buyer["first_name"].RequiredText(Limits.Text),
        buyer["last_name"].RequiredText(Limits.Text),
        FullName: null,
        buyer["phone_number"].OptionalText(Limits.Text));
}
