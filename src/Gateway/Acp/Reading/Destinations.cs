using Acp.Pricing;

namespace Acp.Gateway.Reading;

internal static class Destinations
{
    public static FulfillmentDetails? ReadOptional(Field details) => details.HasValue ? Read(details) : null;

    public static FulfillmentDetails Read(Field details) => new(
        details.Object()["name"].OptionalText(Limits.Text),
        details["phone_number"].OptionalText(Limits.Text),
        Emails.ReadOptional(details["email"]),
        Addresses.ReadOptional(details["address"]));
}
