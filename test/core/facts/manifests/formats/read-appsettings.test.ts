import { describe, expect, it } from 'vitest';
import { readAppsettings } from '../../../../../src/core/facts/manifests/formats/read-appsettings.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readAppsettings(text));

describe('readAppsettings', () => {
  it('reads hosts and kinds of connection strings, never the strings', () => {
    const text = `{
  // comment
  "Stripe": { "BaseUrl": "https://api.stripe.com/v1" },
  "ConnectionStrings": {
    "A": "Host=db.acme.io;Port=5432;Username=u;Password=p",
    "B": "Server=tcp:shop.database.windows.net,1433;Initial Catalog=x",
    "C": "Server=db;Port=3306;Uid=u",
    "D": "Data Source=shop.db",
    "E": "localhost:6379,abortConnect=false",
    "F": "mongodb+srv://u:p@c.mongodb.net/x",
    "G": "DefaultEndpointsProtocol=https;AccountName=x",
    "H": "Endpoint=sb://x.servicebus.windows.net/;Key=y",
    "I": "AccountEndpoint=https://x.documents.azure.com:443/",
    "J": "nothing",
    "K": "Server=db.acme.io;Initial Catalog=x"
  }
}`;
    expect(linesOf(text)).toEqual([
      '3:27 host api.stripe.com /v1',
      '10:11 host c.mongodb.net /x',
      '12:20 host x.servicebus.windows.net /',
      '13:27 host x.documents.azure.com /',
      '5:10 resource dotnet:postgresql',
      '5:10 host db.acme.io /',
      '6:10 host shop.database.windows.net /',
      '7:10 resource dotnet:mysql',
      '8:10 resource dotnet:sqlite',
      '9:10 resource dotnet:redis',
      '10:10 resource dotnet:mongodb',
      '11:10 resource dotnet:azure-storage',
      '12:10 resource dotnet:azure-service-bus',
      '13:10 resource dotnet:azure-cosmos-db',
      '15:10 resource dotnet:sqlserver',
      '15:10 host db.acme.io /',
    ]);
  });

  it('names services by the sections that hold their keys', () => {
    const text = `{
  "Stripe": { "SecretKey": "", "WebhookSecret": "" },
  "ResendEmailSettings": { "ApiKey": "" },
  "TwilioOptions": { "AccountSid": "" },
  "RabbitMq": { "Host": "queue" },
  "Partner": { "Host": "queue" },
  "Email": { "SmtpHost": "mail.acme.io" },
  "Authentication": { "Google": { "ClientId": "" }, "Steam": { "ApplicationKey": "" } },
  "Discord": { "Enabled": true },
  "Nested": { "Bot": { "Telegram": { "BotToken": "" } } }
}`;
    expect(linesOf(text)).toEqual([
      '2:15 resource named:stripe',
      '3:28 resource named:resend',
      '4:22 resource named:twilio',
      '5:17 resource named:rabbitmq',
      '7:14 resource named:smtp',
      '8:35 resource oauth2:google',
      '8:64 resource oauth2:steam',
      '10:38 resource named:telegram',
    ]);
  });
});
