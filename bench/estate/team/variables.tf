variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "services" {
  type = set(string)
}

variable "messaging" {
  type        = bool
  description = "Whether this team has a RabbitMQ broker and a listener on it"
}

variable "broker_password" {
  type      = string
  sensitive = true
}
